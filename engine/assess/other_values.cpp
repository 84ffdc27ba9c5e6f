#include "engine/assess/other_values.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/lang/condition_walk.hpp"

namespace kede::assess {

using lang::Value;
using model::BaseType;

namespace {

constexpr double kHundredths = 100;
constexpr std::int64_t kCent = Money::kScale / 100;
constexpr std::int64_t kMany = 1'000'000'000;
constexpr int kCenturyOfDays = 36'525;
// A country that the rule does not name, most likely with an entry in every table: one of these.
constexpr std::string_view kCountries = "LV EE LT SE FI DE FR PL NO US";

// Collects other values, each once.
class Collector {
 public:
  Collector(const model::Vocabulary& vocabulary, const model::Field& field, const Value& now, const NamedValues& named, Date as_of)
      : vocabulary_(vocabulary), field_(field), now_(now), named_(named), as_of_(as_of) {}

  std::vector<Value> collect() {
    if (field_.type.is_list) {
      lists();
    } else {
      scalars(field_.type.base);
    }
    return std::move(found_);
  }

 private:
  void add(Value value) {
    const std::string text = lang::to_text(value);
    const bool is_known = std::any_of(found_.begin(), found_.end(), [&](const Value& other) { return lang::to_text(other) == text; });
    if (text != lang::to_text(now_) && !is_known) found_.push_back(std::move(value));
  }

  void scalars(BaseType type) {
    switch (type) {
      case BaseType::boolean: add(Value(false)), add(Value(true)); break;
      case BaseType::integer: numbers(Value(std::int64_t{0}), kMany); break;
      case BaseType::real: numbers(Value(0.0), kMany); break;
      case BaseType::percent: numbers(Value(model::Percent{0}), std::int64_t{100} * 100); break;
      case BaseType::days: numbers(Value(lang::Days{0}), kCenturyOfDays); break;
      case BaseType::money: numbers(Value(Money{0, currency()}), kMany * 100); break;
      case BaseType::date: dates(); break;
      default: texts(type); break;
    }
  }

  Currency currency() const {
    const auto* money = now_.as<Money>();
    return money == nullptr ? Currency::eur() : money->currency;
  }

  // Both ends, what the rule compares with and the steps beside it, what it reads.
  void numbers(const Value& zero, std::int64_t most) {
    add(zero);
    add(value_at(most, zero));
    const double steps_in_one = static_cast<double>(*steps_of(unit_of(zero)));
    const auto at = [&](double number) { return std::llround(std::clamp(number * steps_in_one, 0.0, static_cast<double>(most))); };
    for (const double number : named_.literals) {
      for (const std::int64_t beside : {0, -1, 1}) add(value_at(std::clamp<std::int64_t>(at(number) + beside, 0, most), zero));
    }
    for (const double number : named_.read) add(value_at(at(number), zero));
  }

  static Value unit_of(const Value& zero) {
    if (zero.is<double>()) return Value(1.0);
    if (zero.is<model::Percent>()) return Value(model::Percent{1});
    if (const auto* money = zero.as<Money>()) return Value(Money{Money::kScale, money->currency});
    return Value(std::int64_t{1});
  }

  void dates() {
    const int today = day_number(as_of_);
    for (const int day : {today - kCenturyOfDays, today + kCenturyOfDays, today}) add(Value(date_of_day_number(day)));
    for (const std::string& text : named_.texts) {
      if (const auto date = parse_iso_date(text)) {
        for (const int beside : {0, -1, 1}) add(Value(date_of_day_number(day_number(*date) + beside)));
      }
    }
    for (const double day : named_.read) {
      if (std::abs(day) < 1e6) add(Value(date_of_day_number(static_cast<int>(day))));
    }
  }

  bool is_named(std::string_view text) const { return std::find(named_.texts.begin(), named_.texts.end(), text) != named_.texts.end(); }

  // Of codes that the rule does not name one stands for all.
  void codes() {
    bool has_unnamed = false;
    for (const auto& [code, label] : vocabulary_.code_list(field_.type.codes).values) {
      if (!is_named(code) && has_unnamed) continue;
      has_unnamed = has_unnamed || !is_named(code);
      add(Value(code));
    }
  }

  void texts(BaseType type) {
    if (type == BaseType::code) return codes();
    if (type == BaseType::country) {
      for (const std::string_view country : split(kCountries, ' ')) add(Value::text(country));
    }
    if (type == BaseType::cpv) add(Value::text("98000000"));
    if (type == BaseType::text) add(Value::text("\xE2\x80\x94"));
    if (type == BaseType::ref || type == BaseType::record) return;
    for (const std::string& text : named_.texts) {
      const bool fits = type == BaseType::country ? text.size() == 2 : type != BaseType::cpv || text.size() == 8;
      if (fits) add(Value(text));
    }
  }

  void lists() {
    add(Value(lang::List::closed({})));
    if (field_.type.base != BaseType::code) return;
    std::vector<Value> all;
    const auto* list = now_.as<lang::List>();
    std::vector<Value> grown = list == nullptr ? std::vector<Value>() : list->all();
    for (const auto& [code, label] : vocabulary_.code_list(field_.type.codes).values) {
      if (!is_named(code)) continue;
      add(Value(lang::List::closed({Value(code)})));
      all.emplace_back(code);
      grown.emplace_back(code);
    }
    if (!all.empty()) add(Value(lang::List::closed(std::move(all)))), add(Value(lang::List::closed(std::move(grown))));
  }

  const model::Vocabulary& vocabulary_;
  const model::Field& field_;
  const Value& now_;
  const NamedValues& named_;
  const Date as_of_;
  std::vector<Value> found_;
};

const Value& low_end_of(const Value& value) {
  const auto* bound = value.as<lang::Bound>();
  return bound == nullptr ? value : bound->low.is<lang::Null>() ? bound->high : bound->low;
}

}  // namespace

NamedValues named_in(const lang::Rule& rule) {
  NamedValues out;
  lang::for_each_expression(rule, [&](const lang::CheckedExpression& expression) {
    for (const lang::Node& node : expression.ast().nodes) {
      const auto* literal = std::get_if<lang::Literal>(&node.content);
      if (literal == nullptr) continue;
      if (const auto* text = literal->value.as<std::string>()) out.texts.push_back(*text);
      if (const auto number = number_of(literal->value)) out.literals.push_back(*number);
    }
  });
  std::sort(out.literals.begin(), out.literals.end());
  out.literals.erase(std::unique(out.literals.begin(), out.literals.end()), out.literals.end());
  return out;
}

std::vector<Value> other_values(const model::Vocabulary& vocabulary, const model::Field& field, const Value& now, const NamedValues& named,
                                Date as_of) {
  return Collector(vocabulary, field, now, named, as_of).collect();
}

std::optional<std::int64_t> steps_of(const Value& value) {
  const Value& exact = low_end_of(value);
  if (const auto* v = exact.as<std::int64_t>()) return *v;
  if (const auto* v = exact.as<double>()) return std::llround(std::clamp(*v, -1e12, 1e12) * kHundredths);
  if (const auto* v = exact.as<model::Percent>()) return std::llround(v->value * kHundredths);
  if (const auto* v = exact.as<lang::Days>()) return v->count;
  if (const auto* v = exact.as<Money>()) return v->units / kCent;
  if (const auto* v = exact.as<Date>()) return day_number(*v);
  return std::nullopt;
}

Value value_at(std::int64_t steps, const Value& like) {
  const Value& exact = low_end_of(like);
  if (exact.is<double>()) return Value(static_cast<double>(steps) / kHundredths);
  if (exact.is<model::Percent>()) return Value(model::Percent{static_cast<double>(steps) / kHundredths});
  if (exact.is<lang::Days>()) return Value(lang::Days{steps});
  if (const auto* money = exact.as<Money>()) return Value(Money{steps * kCent, money->currency});
  if (exact.is<Date>()) return Value(date_of_day_number(static_cast<int>(steps)));
  return Value(steps);
}

std::optional<double> number_of(const Value& value) {
  const Value& exact = low_end_of(value);
  if (const auto* v = exact.as<std::int64_t>()) return static_cast<double>(*v);
  if (const auto* v = exact.as<double>()) return *v;
  if (const auto* v = exact.as<model::Percent>()) return v->value;
  if (const auto* v = exact.as<lang::Days>()) return static_cast<double>(v->count);
  if (const auto* v = exact.as<Money>()) return v->amount();
  if (const auto* v = exact.as<Date>()) return static_cast<double>(day_number(*v));
  return std::nullopt;
}

}  // namespace kede::assess
