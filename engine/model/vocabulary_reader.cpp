// Reads rules/vocabulary.json in three passes (names, fields, sheets), so that kinds may point to each other in any order.
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/model/vocabulary.hpp"

namespace kede::model {
namespace {

using Json = rapidjson::Value;

// nullptr when `json` is no object or has no such member.
const Json* member_of(const Json& json, const char* name) {
  if (!json.IsObject()) return nullptr;
  const auto found = json.FindMember(name);
  return found == json.MemberEnd() ? nullptr : &found->value;
}

std::string string_of(const Json& object, const char* name) {
  const Json* found = member_of(object, name);
  return found != nullptr && found->IsString() ? std::string(found->GetString(), found->GetStringLength()) : std::string();
}

bool flag_of(const Json& object, const char* name) {
  const Json* found = member_of(object, name);
  return found != nullptr && found->IsBool() && found->GetBool();
}

const Json* object_of(const Json& object, const char* name) {
  const Json* found = member_of(object, name);
  return found != nullptr && found->IsObject() ? found : nullptr;
}

LocalText text_of(const Json& object, const char* name) {
  const Json* text = object_of(object, name);
  return text == nullptr ? LocalText{} : LocalText{string_of(*text, "en"), string_of(*text, "lv")};
}

std::optional<Merge> merge_of(const std::string& text, const FieldType& type) {
  if (text == "first") return Merge::first;
  if (text == "latest") return Merge::latest;
  if (text == "union" || (text.empty() && type.is_list)) return Merge::merge_lists;
  return text.empty() || text == "conflict" ? std::optional(Merge::conflict) : std::nullopt;
}

}  // namespace

class VocabularyReader {
 public:
  VocabularyReader(std::string file, Vocabulary& out) : file_(std::move(file)), out_(out) {}

  std::vector<Diagnostic> read(const Json& root) {
    out_.version_ = string_of(root, "version");
    read_codes(root);
    read_kinds(root);
    read_derived(root);
    read_sheets(root);
    return std::move(problems_);
  }

 private:
  void problem(const std::string& pointer, const std::string& reason) {
    problems_.push_back(error("KD3001").at({.file = file_, .pointer = pointer}).arg("reason", reason));
  }

  void read_codes(const Json& root) {
    const Json* codes = object_of(root, "codes");
    if (codes == nullptr) return problem("/codes", "missing");
    for (const auto& entry : codes->GetObject()) {
      CodeList list;
      list.id = static_cast<CodeListId>(out_.code_lists_.size());
      list.name = entry.name.GetString();
      list.label = text_of(entry.value, "label");
      if (const Json* values = object_of(entry.value, "values")) {
        for (const auto& value : values->GetObject())
          list.values.emplace_back(value.name.GetString(), LocalText{string_of(value.value, "en"), string_of(value.value, "lv")});
      }
      out_.code_lists_.push_back(std::move(list));
    }
  }

  void read_kinds(const Json& root) {
    const Json* kinds = object_of(root, "kinds");
    if (kinds == nullptr) return problem("/kinds", "missing");
    for (const auto& entry : kinds->GetObject()) {
      Kind kind;
      kind.id = static_cast<KindId>(out_.kinds_.size());
      kind.name = entry.name.GetString();
      kind.variable = string_of(entry.value, "variable");
      kind.label = text_of(entry.value, "label");
      kind.plural = text_of(entry.value, "plural");
      kind.meaning = text_of(entry.value, "meaning");
      out_.kind_by_name_[kind.name] = kind.id;
      out_.kinds_.push_back(std::move(kind));
    }
    out_.field_by_name_.resize(out_.kinds_.size());
    for (const auto& entry : kinds->GetObject()) {
      const Json* fields = object_of(entry.value, "fields");
      if (fields == nullptr) continue;
      for (const auto& field : fields->GetObject()) read_field(entry.name.GetString(), field.name.GetString(), field.value);
    }
  }

  void read_field(const std::string& kind_name, const std::string& name, const Json& json) {
    Kind& kind = out_.kinds_[static_cast<std::size_t>(out_.kind_by_name_[kind_name])];
    Field field;
    field.id = static_cast<FieldId>(out_.fields_.size());
    field.kind = kind.id;
    field.name = name;
    field.unit = string_of(json, "unit");
    field.label = text_of(json, "label");
    field.meaning = text_of(json, "meaning");
    field.is_private = flag_of(json, "private");
    if (auto type = parse_type(string_of(json, "type"))) {
      field.type = *type;
    } else {
      problem("/kinds/" + kind_name + "/fields/" + name + "/type", "unknown type \"" + string_of(json, "type") + "\"");
    }
    if (const auto merge = merge_of(string_of(json, "merge"), field.type)) {
      field.merge = *merge;
    } else {
      problem("/kinds/" + kind_name + "/fields/" + name + "/merge", "unknown merge policy \"" + string_of(json, "merge") + "\"");
    }
    kind.fields.push_back(field.id);
    out_.field_by_name_[static_cast<std::size_t>(kind.id)][name] = field.id;
    out_.fields_.push_back(std::move(field));
  }

  std::optional<FieldType> parse_type(std::string_view text) const {
    FieldType type;
    if (text.starts_with("list<") && text.ends_with(">")) {
      type.is_list = true;
      text = text.substr(5, text.size() - 6);
    }
    constexpr std::pair<std::string_view, BaseType> simple[] = {
        {"bool", BaseType::boolean}, {"int", BaseType::integer}, {"double", BaseType::real},     {"percent", BaseType::percent},
        {"money", BaseType::money},  {"text", BaseType::text},   {"country", BaseType::country}, {"cpv", BaseType::cpv},
        {"date", BaseType::date},    {"days", BaseType::days}};
    for (const auto& [name, base] : simple) {
      if (text == name) {
        type.base = base;
        return type;
      }
    }
    if (text.starts_with("code:")) {
      const CodeList* list = out_.find_code_list(text.substr(5));
      if (list == nullptr) return std::nullopt;
      type.base = BaseType::code;
      type.codes = list->id;
      return type;
    }
    const bool is_ref = text.starts_with("ref:");
    const Kind* kind = out_.find_kind(is_ref ? text.substr(4) : text);
    if (kind == nullptr) return std::nullopt;
    type.base = is_ref ? BaseType::ref : BaseType::record;
    type.kind = kind->id;
    return type;
  }

  void read_derived(const Json& root) {
    const Json* kinds = object_of(root, "kinds");
    if (kinds == nullptr) return;
    for (const auto& entry : kinds->GetObject()) {
      const Json* fields = object_of(entry.value, "fields");
      if (fields == nullptr) continue;
      for (const auto& field : fields->GetObject()) {
        const Json* derived = object_of(field.value, "derived");
        if (derived == nullptr) continue;
        const FieldId id =
            out_.field_by_name_[static_cast<std::size_t>(out_.kind_by_name_[entry.name.GetString()])][field.name.GetString()];
        out_.fields_[static_cast<std::size_t>(id)].derived = read_one_derived(
            *derived, out_.field(id), std::string("/kinds/") + entry.name.GetString() + "/fields/" + field.name.GetString());
      }
    }
  }

  std::optional<FieldId> named_field(KindId kind, const std::string& name, const std::string& pointer) {
    const Field* field = out_.find_field(kind, name);
    if (field == nullptr) problem(pointer, out_.kind(kind).name + " has no field \"" + name + "\"");
    return field == nullptr ? std::nullopt : std::optional(field->id);
  }

  Derived read_one_derived(const Json& json, const Field& owner, const std::string& pointer) {
    Derived derived;
    derived.function = string_of(json, "function");
    if (!derived.function.empty()) return derived;
    const Kind* from = out_.find_kind(string_of(json, "from"));
    if (from == nullptr) {
      problem(pointer, "unknown kind in \"from\"");
      return derived;
    }
    derived.from = from->id;
    if (auto by = named_field(from->id, string_of(json, "by"), pointer)) derived.by = *by;
    if (const Json* where = object_of(json, "where")) {
      for (const auto& condition : where->GetObject()) {
        const auto field = named_field(from->id, condition.name.GetString(), pointer);
        if (!field) continue;
        std::vector<std::string> codes;
        if (condition.value.IsArray()) {
          for (const auto& code : condition.value.GetArray()) {
            if (code.IsString()) codes.emplace_back(code.GetString());
          }
        } else if (condition.value.IsString()) {
          codes.emplace_back(condition.value.GetString());
        } else if (condition.value.IsBool()) {
          codes.emplace_back(condition.value.GetBool() ? "yes" : "no");
        }
        derived.where.emplace_back(*field, std::move(codes));
      }
    }
    const auto complete = json.FindMember("complete");
    if (complete != json.MemberEnd() && complete->value.IsString()) {
      if (auto field = named_field(owner.kind, complete->value.GetString(), pointer)) derived.complete = ClosedByField{*field};
    } else if (complete != json.MemberEnd() && complete->value.IsBool() && complete->value.GetBool()) {
      derived.complete = AlwaysClosed{};
    } else if (complete != json.MemberEnd() && complete->value.IsObject()) {
      derived.complete = ClosedByCheck{string_of(complete->value, "check")};
    }
    return derived;
  }

  void read_sheets(const Json& root) {
    const auto sheets = root.FindMember("sheets");
    if (sheets == root.MemberEnd() || !sheets->value.IsArray()) return problem("/sheets", "missing");
    for (const auto& json : sheets->value.GetArray()) {
      const std::string pointer = "/sheets/" + std::to_string(out_.sheets_.size());
      Sheet sheet;
      sheet.name = string_of(json, "name");
      sheet.name_lv = string_of(json, "name_lv");
      sheet.adds_to = flag_of(json, "adds_to");
      sheet.label = text_of(json, "label");
      sheet.help = text_of(json, "help");
      const Kind* kind = out_.find_kind(string_of(json, "kind"));
      if (kind == nullptr) {
        problem(pointer + "/kind", "unknown kind");
        continue;
      }
      sheet.kind = kind->id;
      const auto columns = json.FindMember("columns");
      if (columns != json.MemberEnd() && columns->value.IsArray()) {
        for (const auto& column : columns->value.GetArray()) sheet.columns.push_back(read_column(column, kind->id, pointer));
      }
      out_.sheets_.push_back(std::move(sheet));
    }
  }

  SheetColumn read_column(const Json& json, KindId kind, const std::string& pointer) {
    SheetColumn column;
    column.name = string_of(json, "name");
    column.name_lv = string_of(json, "name_lv");
    column.special = string_of(json, "special");
    column.required = flag_of(json, "required");
    column.dates_facts = flag_of(json, "dates_facts");
    column.currency_column = string_of(json, "currency_column");
    column.help = text_of(json, "help");
    if (const std::string field = string_of(json, "field"); !field.empty())
      column.field = named_field(kind, field, pointer + "/columns/" + column.name);
    return column;
  }

  std::string file_;
  Vocabulary& out_;
  std::vector<Diagnostic> problems_;
};

Result<Vocabulary> Vocabulary::parse(std::string_view json, const std::string& file) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) {
    const auto line = static_cast<std::uint32_t>(
        1 + std::count(json.begin(), json.begin() + static_cast<std::ptrdiff_t>(std::min(document.GetErrorOffset(), json.size())), '\n'));
    return error("KD3001").at({.file = file, .line = line}).arg("reason", rapidjson::GetParseError_En(document.GetParseError()));
  }
  Vocabulary vocabulary;
  vocabulary.hash_ = sha256(json);
  auto problems = VocabularyReader(file, vocabulary).read(document);
  if (!problems.empty()) return problems;
  return vocabulary;
}

}  // namespace kede::model
