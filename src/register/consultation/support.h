// Support of a paragraph or a comment: one a person, given and taken back while the consultation is open.
#pragma once

#include <string>

#include "base/error.h"
#include "register/consultation/comments.h"
#include "register/store/store.h"

namespace atalaya::reg::consultation {

/// What is supported: a paragraph of the text, or a comment by its public id.
struct Point {
  std::string consultation;
  int paragraph = 0;
  std::string comment = {};  ///< Where it is not empty, this is the point.
};

/// Gives the number of supporters. Supporting twice is supporting once. Only who has logged in can: nobody else is one person. Conflict as for comments.
[[nodiscard]] Result<long long> support(Store& store, const Speaker& speaker, const Point& point);
[[nodiscard]] Result<long long> take_back(Store& store, const Speaker& speaker, const Point& point);
[[nodiscard]] Result<bool> supports(Store& store, const std::string& person, const Point& point);

}  // namespace atalaya::reg::consultation
