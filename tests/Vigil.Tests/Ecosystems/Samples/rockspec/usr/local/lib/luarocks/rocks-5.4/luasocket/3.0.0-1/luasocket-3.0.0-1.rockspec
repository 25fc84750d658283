package = "LuaSocket"
version = "3.0.0-1"
source = { url = "git+https://github.com/lunarmodules/luasocket.git", tag = "v3.0.0" }
description = { summary = "Network support", license = "MIT" }
dependencies = { "lua >= 5.1" }
