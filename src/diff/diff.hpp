// What changed in meaning between two versions of the rules.
#pragma once
