// SHA-256 of inputs, so that a figure can be traced to the exact bytes it came from.
// Used by importers and by every output that names its inputs.
// Sha256 belongs to one thread.
// Law: the hash is that of the raw bytes of the file, before any decompression or conversion.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace kede {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void add(std::string_view bytes);
  // 64 lower-case hexadecimal digits; afterwards the object is spent.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256(std::string_view bytes);

}  // namespace kede
