// What holds for every intake that the vocabulary admits.
#pragma once
