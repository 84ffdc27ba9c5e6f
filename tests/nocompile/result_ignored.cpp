// A failure cannot be overlooked.
// expect: ignoring returned value of type .*Result
#include "engine/base/file_system.hpp"

namespace kede {
#ifdef KEDE_RIGHT
bool save(FileSystem& files) { return files.write("a", "b").ok(); }
#else
bool save(FileSystem& files) {
  files.write("a", "b");
  return true;
}
#endif
}  // namespace kede
