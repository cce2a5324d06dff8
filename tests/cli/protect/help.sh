yg-protect --help
