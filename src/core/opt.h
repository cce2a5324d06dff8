/*
 * opt: one table per program, from which the command line is parsed and
 * --help is printed; a lint compares it with the man page.
 */
#ifndef CORE_OPT_H
#define CORE_OPT_H

#include <stdbool.h>

#include "core/err.h"

enum opt_kind {
	OPT_FLAG,    /* target: bool *, set to true */
	OPT_STRING,  /* target: const char **, a view into argv */
	OPT_INTEGER, /* target: long long *, not negative */
	OPT_LIST     /* target: struct opt_list *, may be given again */
};

struct opt_list {
	const char **items;
	int n;
};

struct opt {
	char letter;	  /* 0: long form only */
	const char *name; /* long form, without the dashes */
	enum opt_kind kind;
	void *target;
	const char *arg;  /* what --help calls the value; NULL for a flag */
	const char *help; /* one line, lower case, no full stop */
};

#define OPT_END                                                                                    \
	{                                                                                          \
		0, NULL, OPT_FLAG, NULL, NULL, NULL                                                \
	}

/* What a program is: read by program_start() and by --help. */
struct program {
	const char *name;	/* "yg-mask" */
	const char *synopsis;	/* "[options] FILE.json", as in the man page */
	const char *summary;	/* one sentence, as the man page's NAME */
	const struct opt *opts; /* the program's own, ended by OPT_END */
	int min_operands, max_operands;
	const char *operands[64]; /* filled in */
	int noperands;
	bool without_page; /* --help names no manual page */
};

/*
 * Fills the targets and prog->operands.  Returns 0, 1 when --help or --version
 * has been printed and the program should end, -1 for a wrong command line.
 * Common options: -h --help, -V --version, -q --quiet, -v --verbose,
 * --log text|json.
 */
int opt_parse(struct program *prog, int argc, char **argv, struct err *err);
void opt_help(const struct program *prog);

#endif
