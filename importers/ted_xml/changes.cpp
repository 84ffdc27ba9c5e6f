// Modifications of contracts and corrections of notices.
#include "engine/base/text.hpp"
#include "importers/ted_xml/writing.hpp"
#include "importers/xml.hpp"

namespace kede::importers::ted_xml {
namespace {

using model::Percent;
using model::Scalar;

constexpr std::size_t kDescription = 500;

std::optional<Money> money_at(pugi::xml_node node) {
  if (!node) return std::nullopt;
  return read_money(text_of(node), attribute_of(node, "CURRENCY"));
}

// The description of the modification stands beside the award in some versions of the form, in a section of its own in others.
Part modification_of(const Notice& notice) {
  for (const Part* holder : {&notice.modification, notice.awards.empty() ? nullptr : &notice.awards[0]}) {
    if (holder == nullptr || !*holder) continue;
    const pugi::xml_node found = find(holder->node, "INFO_MODIFICATIONS");
    if (found) return {found, holder->path + "/INFO_MODIFICATIONS"};
  }
  return {};
}

void put_growth(RecordMaker& maker, const ted::Fields& fields, const Part& modification) {
  const pugi::xml_node before_node = find(modification.node, "VALUES/VAL_TOTAL_BEFORE");
  const pugi::xml_node after_node = find(modification.node, "VALUES/VAL_TOTAL_AFTER");
  const auto before = money_at(before_node);
  const auto after = money_at(after_node);
  if (!before || !after || before->currency != after->currency || before->units <= 0 || after->units < before->units) return;
  const double percent = 100.0 * static_cast<double>(after->units - before->units) / static_cast<double>(before->units);
  const std::string raw = to_text(*before) + " -> " + to_text(*after);
  if (percent > 100) return maker.put_unknown(fields.event.scope_growth, model::UnknownReason::unreadable, "/VALUES", raw);
  maker.put_computed(fields.event.scope_growth, Scalar(Percent{percent}), "/VALUES", raw);
}

}  // namespace

void write_change(const Writing& writing) {
  const Notice& notice = writing.notice;
  const auto& fields = writing.fields.event;
  const Part modification = modification_of(notice);
  RecordMaker maker(writing.scope, fields.kind, process_key(notice.number) + "/change", writing.place_of(modification));
  maker.put(fields.id, notice.number, "");
  maker.put_ref(fields.contract, writing.fields.contract.kind, writing.process_key, "");
  maker.put(fields.type, "amendment", "");
  if (notice.published) maker.put_computed(fields.date, Scalar(*notice.published), "", "published on");
  maker.put(fields.reference, notice.number, "");
  const Part text = first_of(modification.node, {"SHORT_DESCR"});
  if (text) maker.put(fields.description, shorten(all_text_of(text.node), kDescription), text.path);
  put_growth(maker, writing.fields, modification);
  maker.finish();
  const Part after = first_of(modification.node, {"VALUES/VAL_TOTAL_AFTER"});
  if (!after) return;
  RecordMaker contract(writing.scope, writing.fields.contract.kind, writing.process_key, writing.place_of(modification));
  put_amount(contract, writing.fields.contract.value, after);
  contract.finish();
}

void write_correction(const Writing& writing) {
  const auto& fields = writing.fields.contract;
  RecordMaker maker(writing.scope, fields.kind, writing.process_key, writing.place_of(writing.notice.form));
  std::size_t number = 0;
  for (const pugi::xml_node change : all(writing.notice.form.node, "CHANGES/CHANGE")) {
    ++number;
    const Part date = first_of(change, {"NEW_VALUE/DATE"});
    if (!text_at(change, "WHERE/SECTION").starts_with("IV.2.2") || !date) continue;
    maker.put(fields.submission_deadline, text_of(date.node), "/CHANGES/CHANGE[" + std::to_string(number) + "]/NEW_VALUE/DATE");
  }
  maker.finish();
}

}  // namespace kede::importers::ted_xml
