// A module with all that a go.mod may hold.
module example.com/shop

go 1.21.3

toolchain go1.22.1

require (
	github.com/google/uuid v1.3.0
	golang.org/x/text v0.14.0 // indirect
	example.com/local v0.0.0
	"gopkg.in/yaml.v3" v3.0.0
)

require golang.org/x/net v0.17.0

exclude golang.org/x/net v0.16.0

retract [v1.0.0, v1.0.5] // wrong

replace (
	example.com/local => ../local
	golang.org/x/net v0.17.0 => example.com/fork/net v0.18.0
)
