#include "engine/base/suggest.hpp"

#include <catch2/catch.hpp>

using namespace kede;

TEST_CASE("the edit distance counts insertions, deletions, replacements and swaps of neighbours") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("abc", "abc") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("abc", "abcd") == 1);
  CHECK(edit_distance("abc", "axc") == 1);
  CHECK(edit_distance("abcd", "abdc") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("ca", "abc") == 3);  // optimal string alignment: no part is edited twice
}

TEST_CASE("the edit distance is symmetric and obeys its bounds") {
  const std::string words[] = {"", "a", "ab", "ba", "coutnry", "country", "county", "employees", "employes"};
  for (const std::string& a : words) {
    for (const std::string& b : words) {
      const std::size_t distance = edit_distance(a, b);
      CHECK(distance == edit_distance(b, a));
      CHECK(distance <= std::max(a.size(), b.size()));
      CHECK(distance >= std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
      CHECK((distance == 0) == (a == b));
    }
  }
}

TEST_CASE("the nearest names come first, equal ones in byte order, whatever the order of the input") {
  const std::vector<std::string> names = {"country", "county", "counter", "employees"};
  CHECK(nearest("coutnry", names) == std::vector<std::string>{"country", "county"});
  CHECK(nearest("COUNTRY", names).front() == "country");
  CHECK(nearest("coutnry", {"county", "country"}) == nearest("coutnry", {"country", "county"}));
  CHECK(nearest("aa", {"ac", "ab"}) == std::vector<std::string>{"ab", "ac"});
}

TEST_CASE("a name that has nothing in common is not suggested") {
  CHECK(nearest("employees", {"country", "lei"}).empty());
  CHECK(nearest("x", {"yz"}).empty());
  CHECK(nearest("", {"abc"}).empty());
}

TEST_CASE("at most the wanted number of different names is given") {
  const std::vector<std::string> names = {"name1", "name2", "name3", "name4", "name1"};
  CHECK(nearest("name", names).size() == 3);
  CHECK(nearest("name", names, 2) == std::vector<std::string>{"name1", "name2"});
  CHECK(nearest("name", {"name1", "name1"}) == std::vector<std::string>{"name1"});
  CHECK(nearest("name", names, 0).empty());
}

TEST_CASE("a word of any length is answered") {
  const std::string monster(100'000, 'x');
  CHECK(nearest(monster, {"country", std::string(200'000, 'x')}).empty());
}
