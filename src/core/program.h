/*
 * program: how every main() starts and ends.
 *
 *	int main(int argc, char **argv)
 *	{
 *		struct err err = ERR_INIT;
 *		int ret = program_start(&prog, argc, argv, &err);
 *
 *		if (ret == 0)
 *			ret = mask_run(..., &err);
 *		return program_end(&prog, ret, &err);
 *	}
 */
#ifndef CORE_PROGRAM_H
#define CORE_PROGRAM_H

#include <stdbool.h>

#include "core/err.h"
#include "core/opt.h"

/*
 * Fixes locale and time zone to C and UTC, makes a closed pipe and a file size
 * limit errors instead of deaths, forbids core dumps, fills closed standard
 * descriptors, catches SIGTERM, SIGINT and SIGHUP unless they are ignored, parses
 * the options.  Returns as opt_parse().
 */
int program_start(struct program *prog, int argc, char **argv, struct err *err);
/*
 * Flushes and checks stdout, prints the error of a ret of -1 on stderr and
 * returns the exit status.  After a caught signal the process dies by it.
 */
int program_end(const struct program *prog, int ret, struct err *err);

/*
 * Whether a signal asked us to stop; if so, -1 and an error of kind ERR_IO.
 * Every loop over batches, rows or files calls it, so that the ordinary error
 * path removes unfinished output.
 */
int program_check(struct err *err);
/* The signal that was caught, or 0. */
int program_signal(void);

#endif
