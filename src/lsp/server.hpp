// The language server.
#pragma once
