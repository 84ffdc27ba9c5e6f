#include "engine/identity/record_identifiers.hpp"

namespace kede::identity {

RecordIdentifiers::RecordIdentifiers(const model::Vocabulary& vocabulary)
    : organisation_(vocabulary.find_kind("organisation")->id),
      country_(vocabulary.field_id("organisation.country")),
      reg_number_(vocabulary.field_id("organisation.reg_number")),
      reg_scheme_(vocabulary.field_id("organisation.reg_scheme")),
      vat_number_(vocabulary.field_id("organisation.vat_number")),
      lei_(vocabulary.field_id("organisation.lei")),
      others_(vocabulary.field_id("organisation.other_identifiers")) {}

void RecordIdentifiers::note(model::FieldId field, const model::Value& value, Texts& texts) const {
  if (field == others_) {
    const auto* list = std::get_if<model::List>(&value);
    if (list == nullptr) return;
    for (const model::Scalar& item : list->items) {
      if (const auto* text = std::get_if<std::string>(&item)) texts.others.push_back(*text);
    }
    return;
  }
  const auto* scalar = std::get_if<model::Scalar>(&value);
  const auto* text = scalar == nullptr ? nullptr : std::get_if<std::string>(scalar);
  if (text == nullptr) return;
  const std::pair<model::FieldId, std::string*> places[] = {{country_, &texts.country},
                                                            {reg_number_, &texts.reg_number},
                                                            {reg_scheme_, &texts.reg_scheme},
                                                            {vat_number_, &texts.vat_number},
                                                            {lei_, &texts.lei}};
  for (const auto& [wanted, place] : places) {
    if (field == wanted && place->empty()) *place = *text;
  }
}

std::vector<NamedIdentifier> RecordIdentifiers::identifiers(const Texts& texts) {
  std::vector<NamedIdentifier> out;
  const auto add = [&](std::optional<Identifier> identifier, MergeReason reason) {
    if (identifier && !identifier->value.starts_with("?")) out.push_back({std::move(*identifier), reason});
  };
  if (!texts.reg_number.empty())
    add(registration_identifier(texts.reg_number, texts.reg_scheme, texts.country), MergeReason::registration_number);
  if (!texts.vat_number.empty()) add(vat_identifier(texts.vat_number, texts.country), MergeReason::vat_number);
  if (!texts.lei.empty()) add(lei_identifier(texts.lei), MergeReason::lei);
  for (const std::string& other : texts.others) add(other_identifier(other), MergeReason::other_identifier);
  return out;
}

std::vector<NamedIdentifier> RecordIdentifiers::of(const model::Record& record) const {
  if (record.kind != organisation_) return {};
  Texts texts;
  for (const model::Fact& fact : record.facts) note(fact.field, fact.value, texts);
  return identifiers(texts);
}

std::vector<NamedIdentifier> RecordIdentifiers::of(const model::Dataset& dataset, model::RecordId record) const {
  if (dataset.kind_of(record) != organisation_) return {};
  Texts texts;
  const auto [first, count] = dataset.facts_of(record);
  for (std::size_t fact = first; fact < first + count; ++fact) note(dataset.field_of(fact), dataset.value_of(fact), texts);
  return identifiers(texts);
}

}  // namespace kede::identity
