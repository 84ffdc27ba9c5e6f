// What part of a company each member holds: the value of the shares against the capital, or against all shares together.
// Filled in a first pass over the tables of capitals and members, settled, then asked in the second pass.
// Keeps some tens of bytes for each company and member; belongs to one thread.
// Law: a part is only told when currency and capital agree with the shares; it is never more than the whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/date.hpp"

namespace kede::importers::ur {

// "EUR" as a number; 0 for none. Amounts of different currencies are never added.
std::uint32_t currency_tag(std::string_view written);

// Values by fingerprint in one piece of memory.
template <class Value>
class FingerprintMap {
 public:
  Value& operator[](std::uint64_t key) {
    if (4 * (count_ + 1) > 3 * slots_.size()) grow();
    Slot& slot = slots_[find(key)];
    if (slot.key == 0) ++count_;
    slot.key = used(key);
    return slot.value;
  }
  const Value* get(std::uint64_t key) const {
    const std::size_t at = slots_.empty() ? 0 : find(key);
    return slots_.empty() || slots_[at].key == 0 ? nullptr : &slots_[at].value;
  }
  Value* get(std::uint64_t key) {
    const std::size_t at = slots_.empty() ? 0 : find(key);
    return slots_.empty() || slots_[at].key == 0 ? nullptr : &slots_[at].value;
  }

 private:
  struct Slot {
    std::uint64_t key = 0;  // 0: free
    Value value{};
  };
  static std::uint64_t used(std::uint64_t key) { return key == 0 ? 1 : key; }
  std::size_t find(std::uint64_t key) const {
    std::size_t at = used(key) & (slots_.size() - 1);
    while (slots_[at].key != 0 && slots_[at].key != used(key)) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void grow() {
    std::vector<Slot> before(slots_.empty() ? 1024 : 2 * slots_.size());
    before.swap(slots_);
    for (Slot& slot : before) {
      if (slot.key != 0) slots_[find(slot.key)] = std::move(slot);
    }
  }
  std::vector<Slot> slots_;  // a power of two, at most three quarters of them used
  std::size_t count_ = 0;
};

class Shares {
 public:
  // Of several capitals the registered one goes before the paid-up one, the newer before the older.
  void add_capital(std::uint64_t company, double amount, std::uint32_t currency, bool registered, std::optional<Date> from);
  // Nothing for `value`: the row does not tell it, so that the shares of the company cannot be summed up.
  void add_holding(std::uint64_t company, std::uint64_t owner, std::optional<double> value, std::uint32_t currency);
  // All holdings have been added.
  void settle() { holdings_ = {}; }

  // All packages of one owner together; `first` says that they were not asked for before.
  struct Package {
    double value = 0;
    std::uint32_t rows = 1;
    bool first = true;
  };
  Package package(std::uint64_t company, std::uint64_t owner, double value);

  struct Whole {
    double amount = 0;
    bool capital = false;  // the registered capital, not the sum of the shares
  };
  // Nothing when it is not known in that currency.
  std::optional<Whole> whole(std::uint64_t company, std::uint32_t currency) const;
  // The capital, when the shares that were read make it up so that no member is missing; of each company only the first time.
  std::optional<double> take_all_read(std::uint64_t company);

 private:
  struct Company {
    double sum = 0;
    std::uint32_t currency = 0;
    bool open = false;  // a value is missing, or currencies differ
    bool taken = false;
  };
  struct Capital {
    double amount = 0;
    std::uint32_t currency = 0;
    std::int32_t day = 0;
    bool registered = false;
  };

  FingerprintMap<Company> companies_;
  FingerprintMap<Capital> capitals_;
  FingerprintMap<double> holdings_;  // by company and owner; until settled
  FingerprintMap<Package> several_;  // of owners with more than one package
};

}  // namespace kede::importers::ur
