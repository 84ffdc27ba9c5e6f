#include "engine/lang/builtins.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>

using namespace kede::lang;

TEST_CASE("every signature can be read, names its function, and agrees with its form") {
  for (const Builtin& builtin : builtins()) {
    INFO(builtin.signature);
    CHECK(builtin.run != nullptr);
    CHECK(builtin.signature.find(std::string(builtin.name) + "(") != std::string_view::npos);
    const Signature signature = signature_of(builtin);
    CHECK_FALSE(signature.result.empty());
    for (const std::string_view parameter : signature.parameters) CHECK_FALSE(parameter.empty());
    if (builtin.form == CallForm::member) CHECK(builtin.signature.starts_with(std::string(signature.parameters.front()) + "."));
  }
}

TEST_CASE("every function that rules may use is explained in both languages") {
  for (const Builtin& builtin : builtins()) {
    if (!available(builtin, Mode::author)) continue;
    INFO(builtin.signature);
    CHECK_FALSE(builtin.doc_en.empty());
    CHECK_FALSE(builtin.doc_lv.empty());
  }
}

TEST_CASE("rows of one name and form share their implementation, so that the conformance mode need not choose") {
  std::map<std::pair<std::string_view, CallForm>, std::set<const void*>> by_name;
  for (const Builtin& builtin : builtins()) {
    if (available(builtin, Mode::conformance)) by_name[{builtin.name, builtin.form}].insert(reinterpret_cast<const void*>(builtin.run));
  }
  for (const auto& [name, implementations] : by_name) {
    INFO(name.first);
    CHECK(implementations.size() == 1);
  }
}
