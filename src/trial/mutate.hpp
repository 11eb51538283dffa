// Which small changes of the rules no test would notice.
#pragma once
