#include "engine/base/diagnostic.hpp"

namespace kede {
namespace {

Diagnostic make(std::string_view code, Severity severity) {
  Diagnostic diagnostic;
  diagnostic.code = std::string(code);
  diagnostic.severity = severity;
  return diagnostic;
}

}  // namespace

Diagnostic error(std::string_view code) { return make(code, Severity::error); }
Diagnostic warning(std::string_view code) { return make(code, Severity::warning); }
Diagnostic note(std::string_view code) { return make(code, Severity::note); }

void DiagnosticSink::add(Diagnostic diagnostic) {
  ++by_severity_[static_cast<std::size_t>(diagnostic.severity)];
  if (++totals_[diagnostic.code] <= kept_per_code_) kept_.push_back(std::move(diagnostic));
}

void DiagnosticSink::add(std::vector<Diagnostic> diagnostics) {
  for (Diagnostic& diagnostic : diagnostics) add(std::move(diagnostic));
}

std::size_t DiagnosticSink::count(Severity severity) const { return by_severity_[static_cast<std::size_t>(severity)]; }

}  // namespace kede
