# The options.
yg-extract --help
