// An amount is not compared with a number: of which currency would it be?
// expect: no match for .*operator==
#include "engine/base/money.hpp"

namespace kede {
#ifdef KEDE_RIGHT
bool is_free(Money money) { return money == Money{0, money.currency}; }
#else
bool is_free(Money money) { return money == 0.0; }
#endif
}  // namespace kede
