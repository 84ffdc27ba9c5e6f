// Times of `kede screen`, printed and never asserted: a bundled sample, and an OCDS package of the size given (15 MB unless told).
// Run: build/release/bin/kede_perf [MEGABYTES] [FILE…]   (files are timed too)
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

// One compiled release of about 5 kB: a process with three bids, an award, a named subcontractor and items.
std::string release(std::size_t n) {
  const auto organisation = [&](std::size_t k, const char* role) {
    const std::size_t firm = (n * 7 + k * 13) % 5000;  // each has an address of its own
    return fmt::format(
        R"({{"id":"P{0}","name":"SIA Piemērs {1}","identifier":{{"scheme":"LV-RE","id":"4{1:010}","legalName":"SIA Piemērs {1}"}},"address":{{"streetAddress":"Brīvības iela {2} - {3}","locality":"Rīga","postalCode":"LV-10{3:02}","countryName":"Latvija"}},"roles":["{4}"],"details":{{"scale":"sme"}}}})",
        k, firm, firm % 200 + 1, firm / 200 + 1, role);
  };
  std::string parties;
  for (std::size_t k = 0; k < 5; ++k)
    parties += (k > 0 ? "," : "") + organisation(k, k == 0 ? "buyer" : k == 4 ? "subcontractor" : "tenderer");
  std::string bids;
  for (std::size_t k = 1; k < 4; ++k) {
    bids +=
        (k > 1 ? "," : "") +
        fmt::format(
            R"({{"id":"B{0}","date":"2025-03-0{0}T10:00:00Z","status":"valid","tenderers":[{{"id":"P{0}","name":"x"}}],"value":{{"amount":{1}.50,"currency":"EUR"}},"relatedLots":["1"]}})",
            k, 10000 + n % 90000 + k * 500);
  }
  std::string items;
  for (std::size_t k = 0; k < 12; ++k) {
    items +=
        (k > 0 ? "," : "") +
        fmt::format(
            R"({{"id":"{0}","description":"Telpu uzkopšana, {0}. ēka, katru darba dienu","classification":{{"scheme":"CPV","id":"90911200","description":"Ēku uzkopšanas pakalpojumi"}},"quantity":{1},"unit":{{"name":"h","value":{{"amount":9.{0},"currency":"EUR"}}}},"relatedLot":"1"}})",
            k, 100 + k);
  }
  return fmt::format(
      R"({{"ocid":"ocds-perf-{0}","id":"{0}-1","date":"2025-04-01T12:00:00Z","tag":["compiled"],"language":"lv","initiationType":"tender","parties":[{1}],"buyer":{{"id":"P0","name":"x"}},"tender":{{"id":"{0}","title":"Skolu uzkopšana {0}","status":"complete","procurementMethod":"open","mainProcurementCategory":"services","value":{{"amount":{2},"currency":"EUR"}},"awardCriteria":"priceOnly","numberOfTenderers":3,"items":[{3}],"lots":[{{"id":"1","title":"1. daļa","status":"complete"}}]}},"bids":{{"details":[{4}]}},"awards":[{{"id":"A1","status":"active","date":"2025-03-20T00:00:00Z","value":{{"amount":{2},"currency":"EUR"}},"suppliers":[{{"id":"P1","name":"x"}}],"relatedLots":["1"],"relatedBid":"B1","hasSubcontracting":true,"subcontracting":{{"subcontracts":[{{"id":"S1","subcontractor":{{"id":"P4","name":"x"}},"mainContractors":[{{"id":"P1","name":"x"}}]}}]}}}}],"contracts":[{{"id":"C1","awardID":"A1","status":"active","dateSigned":"2025-04-01T00:00:00Z","value":{{"amount":{2},"currency":"EUR"}}}}]}})",
      n, parties, 12000 + n % 90000, items, bids);
}

void write_package(const fs::path& path, std::size_t megabytes) {
  std::ofstream out(path, std::ios::binary);
  out << R"({"uri":"https://example.lv/perf","version":"1.1","publisher":{"name":"example"},"publishedDate":"2025-05-01T00:00:00Z","releases":[)";
  for (std::size_t n = 0; static_cast<std::size_t>(out.tellp()) < megabytes * 1'000'000; ++n) out << (n > 0 ? "," : "") << release(n);
  out << "]}";
}

void time_run(const std::string& kede, const std::string& title, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), kede);
  std::fflush(stdout);  // or the child would print it once more
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    if (std::freopen("/dev/null", "w", stdout) == nullptr || std::freopen("/dev/null", "w", stderr) == nullptr) _exit(127);
    execv(kede.c_str(), argv.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  fmt::print("{:<44} {:>8.3f} s   {:>7} MiB   exit {}\n", title, seconds, usage.ru_maxrss / 1024, WEXITSTATUS(status));
}

}  // namespace

int main(int count, char** values) {
  const std::size_t megabytes = count > 1 ? std::strtoul(values[1], nullptr, 10) : 15;
  const fs::path folder = fs::temp_directory_path() / fmt::format("kede-perf-{}", getpid());
  fs::create_directories(folder);
  const fs::path package = folder / "package.json";
  write_package(package, megabytes);
  const std::string out = (folder / "out").string();
  time_run(KEDE_BINARY, "screen samples/school-cleaning",
           {"screen", std::string(KEDE_SOURCE_DIR) + "/samples/school-cleaning", "--out", out});
  time_run(KEDE_BINARY, fmt::format("screen OCDS package of {} MB, 1 thread", megabytes),
           {"screen", package.string(), "--out", out, "--jobs", "1"});
  time_run(KEDE_BINARY, fmt::format("screen OCDS package of {} MB, 2 threads", megabytes),
           {"screen", package.string(), "--out", out, "--jobs", "2"});
  for (int i = 2; i < count; ++i)
    time_run(KEDE_BINARY, fmt::format("screen {}", fs::path(values[i]).filename().string()), {"screen", values[i], "--out", out});
  fs::remove_all(folder);
  return 0;
}
