// The rule book of a pack, as one page.
#pragma once
