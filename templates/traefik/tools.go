//go:build tools

// Package tools makes the program that is to be built a requirement of this module.
package tools

import _ "github.com/traefik/traefik/v3/cmd/traefik"
