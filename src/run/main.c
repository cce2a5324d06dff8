/*
 * yg runs the pipelines of a site and remembers how they ended.
 *
 *	yg run relief-recipients && yg status
 */
#include "core/program.h"
#include "run/commands.h"

static struct command_options options;

static const struct opt opts[] = {
	{ 'C', "site", OPT_STRING, &options.site, "DIR",
	  "a folder of the site, instead of the working folder" },
	{ 'p', "period", OPT_STRING, &options.period, "MONTHS",
	  "extract MONTH or FROM/TO (2025-01/2026-10) instead of the period in extract.json" },
	{ 'k', "keep", OPT_FLAG, &options.keep, NULL,
	  "leave the work folder, to look at after a failure" },
	OPT_END
};

static struct program prog = {
	.name = "yg",
	.synopsis = "[options] run|status|list [PIPELINE ...]",
	.summary = "Runs the pipelines of a site, shows how they ended, or lists them.",
	.opts = opts,
	.min_operands = 1,
	.max_operands = 64,
};

static const struct {
	const char *name;
	int (*function)(struct site *, const struct command_options *, const char *const *, size_t,
			struct err *);
} commands[] = {
	{ "run", cmd_run },
	{ "status", cmd_status },
	{ "list", cmd_list },
};

static int dispatch(struct site *site, struct err *err)
{
	static const char *words[sizeof(commands) / sizeof(commands[0])];
	const char *near;
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		words[i] = commands[i].name;
		if (strcmp(prog.operands[0], commands[i].name) == 0)
			return commands[i].function(site, &options, prog.operands + 1,
						    (size_t)prog.noperands - 1, err);
	}
	near = nearest_word(prog.operands[0], words, i);
	return err_set(err, ERR_USAGE, "there is no command \"%s\"%s%s%s; see --help",
		       prog.operands[0], near ? " (did you mean " : "", near ? near : "",
		       near ? "?)" : "");
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct site site;
	int ret = program_start(&prog, argc, argv, &err);

	if (ret == 0) {
		memset(&site, 0, sizeof(site));
		ret = site_open(&site, options.site, &err);
		if (ret == 0)
			ret = dispatch(&site, &err);
		site_release(&site);
	}
	return program_end(&prog, ret, &err);
}
