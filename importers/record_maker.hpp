// Turns written values of any format into facts of a record, with provenance.
// Made by an importer for each thing that an element, row or object of its file says something about.
// A RecordMaker lives shorter than its SourceScope; belongs to one thread.
// Law: an empty value makes no fact; a value that cannot be read as its field's type makes an unknown with the raw text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/model/record.hpp"
#include "importers/countries.hpp"
#include "importers/notes.hpp"

namespace kede::importers {

// What all records of one file share.
struct SourceScope {
  const model::Vocabulary& vocabulary;
  const Countries& countries;
  model::RecordSink& sink;
  Notes& notes;
  SourceId source{};
  std::string file;          // as messages show it
  std::optional<Date> date;  // to when facts refer unless said otherwise
  model::EvidenceClass evidence = model::EvidenceClass::declaration;
};

// The text as the field's type: text; a code of the vocabulary as it is spelled there; a country by code or name; CPV with or without check
// digit; whole and decimal numbers; per cent of 0 to 100; ISO dates and day first; yes/no, true/false, 1/0, jā/nē. Nothing when it is
// not one. Money, lists and references have functions of their own.
std::optional<model::Scalar> read_scalar(const model::Field& field, std::string_view written, const Countries& countries);
// An amount as publishers write it; nothing for fillers (0, 1, 999999…) and unknown currencies.
std::optional<Money> read_money(std::string_view amount, std::string_view currency);

class RecordMaker {
 public:
  // `place` leads from the file to the element ("/marches/12", "row 7").
  RecordMaker(const SourceScope& scope, model::KindId kind, std::string key, std::string place);

  // Makes room for so many facts at once.
  RecordMaker& expect(std::size_t facts);
  // Facts that follow are of this kind and date.
  RecordMaker& as(model::EvidenceClass evidence);
  RecordMaker& of(std::optional<Date> date);

  // `inside` leads from the element to the value ("/value/amount", a column). For a list field the value is added to the list.
  void put(model::FieldId field, std::string_view written, std::string_view inside);
  // A text or code that is already as the vocabulary spells it.
  void put_text(model::FieldId field, std::string_view text, std::string_view inside);
  // The code that `written` stands for, as the importer found it; an unknown (unreadable) when it found none.
  void put_code(model::FieldId field, const std::optional<std::string>& code, std::string_view written, std::string_view inside);
  void put_money(model::FieldId field, std::string_view amount, std::string_view currency, std::string_view inside);
  // Nothing for an empty key.
  void put_ref(model::FieldId field, model::KindId kind, std::string_view key, std::string_view inside);
  void put_value(model::FieldId field, model::Value value, std::string_view inside, std::string raw = {});
  // Worked out by us from what stands at `inside`.
  void put_computed(model::FieldId field, model::Scalar value, std::string_view inside, std::string raw = {});
  void put_unknown(model::FieldId field, model::UnknownReason reason, std::string_view inside, std::string raw = {});
  // Adds to a list field; the list is open unless close_list() says that it is complete.
  void add(model::FieldId field, model::Scalar item, std::string_view inside);
  void close_list(model::FieldId field);

  bool empty() const { return record_.facts.empty(); }
  const std::string& key() const { return record_.key; }
  // Hands the record over when there is a fact in it.
  void finish();

 private:
  model::Fact* find(model::FieldId field);
  model::Fact& add_fact(model::FieldId field, std::string_view inside);

  const SourceScope& scope_;
  model::Record record_;
  std::optional<Date> date_;
  model::EvidenceClass evidence_;
};

}  // namespace kede::importers
