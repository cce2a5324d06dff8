yg-inspect --help
