// What the tests reach: each check, branch, boundary and unclear answer.
#pragma once
