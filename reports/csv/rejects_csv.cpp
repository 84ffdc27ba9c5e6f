#include "reports/csv/rejects_csv.hpp"

#include "reports/csv/csv_writer.hpp"
#include "reports/words.hpp"

namespace kede::reports {

std::string rejects_csv(const model::Dataset& dataset, Language language, const MessageCatalogue& messages) {
  const Words words = Words::built_in(language);
  CsvWriter csv;
  csv.row({words.text("csv.file"), words.text("csv.place"), words.text("csv.line"), words.text("csv.code"), words.text("csv.reason"),
           words.text("csv.what_to_do"), words.text("csv.excerpt")});
  for (const model::Rejection& rejection : dataset.rejections()) {
    const auto& source = dataset.sources()[index(rejection.source)];
    const std::uint32_t line = rejection.reason.where.row != 0 ? rejection.reason.where.row : rejection.reason.where.line;
    csv.row({source.path, rejection.place, line == 0 ? std::string() : std::to_string(line), rejection.reason.code,
             messages.sentence(rejection.reason, language), messages.hint(rejection.reason, language), rejection.excerpt});
  }
  return csv.take();
}

}  // namespace kede::reports
