/*
 * yg runs the pipelines of a site and remembers how they ended, and who agreed
 * to what they publish.
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
	{ 0, "as-of", OPT_STRING, &options.as_of, "DATE",
	  "run: the day of the night, YYYY-MM-DD, instead of today" },
	{ 0, "rebuild", OPT_FLAG, &options.rebuild, NULL,
	  "history: make it anew from the public releases" },
	{ 0, "sign", OPT_STRING, &options.sign, "STEP",
	  "review, report: record a first review (first) or an approval (approve)" },
	{ 0, "as", OPT_STRING, &options.as, "NAME", "review, report: who signs" },
	{ 0, "key", OPT_STRING, &options.key, "FILE",
	  "review, report: the private key of who signs" },
	{ 0, "policy", OPT_STRING, &options.policy, "DIGITS",
	  "review, report: sign only the policy or draft whose digest begins so" },
	{ 0, "list", OPT_FLAG, &options.list, NULL, "review: one line for every pipeline" },
	{ 0, "report", OPT_STRING, &options.report, "YEAR",
	  "review: the counts of a year, for the annual report" },
	{ 0, "demo", OPT_FLAG, &options.demo, NULL,
	  "review, report: approve by generated keys, on a demonstration site only" },
	{ 0, "draft", OPT_FLAG, &options.draft, NULL,
	  "report: make a review copy, with what is open and what is wrong" },
	{ 0, "keys", OPT_FLAG, &options.keys, NULL,
	  "trace: name the records as well, which are for the private side only" },
	OPT_END
};

static struct program prog = {
	.name = "yg",
	.synopsis = "[options] check|run|review|report|trace|status|history|list [NAME ...]",
	.summary =
		"Runs the pipelines of a site, after two persons have approved what they publish.",
	.opts = opts,
	.min_operands = 1,
	.max_operands = 64,
};

static const struct {
	const char *name;
	int (*function)(struct site *, const struct command_options *, const char *const *, size_t,
			struct err *);
} commands[] = {
	{ "check", cmd_check },	    { "run", cmd_run },	    { "review", cmd_review },
	{ "report", cmd_report },   { "trace", cmd_trace }, { "status", cmd_status },
	{ "history", cmd_history }, { "list", cmd_list },
};

/* What is only for one command must not be passed over by another. */
static int check_options(const char *command, struct err *err)
{
	const struct {
		const char *name;
		bool given;
		const char *command, * or ;
	} only[] = {
		{ "sign", options.sign, "review", "report" },
		{ "as", options.as, "review", "report" },
		{ "key", options.key, "review", "report" },
		{ "demo", options.demo, "review", "report" },
		{ "policy", options.policy, "review", "report" },
		{ "list", options.list, "review", NULL },
		{ "report", options.report, "review", NULL },
		{ "draft", options.draft, "report", NULL },
		{ "keys", options.keys, "trace", NULL },
		{ "as-of", options.as_of, "run", NULL },
		{ "rebuild", options.rebuild, "history", NULL },
	};
	size_t i;

	for (i = 0; i < sizeof(only) / sizeof(only[0]); i++)
		if (only[i].given && strcmp(command, only[i].command) != 0 &&
		    (!only[i].or || strcmp(command, only[i].or) != 0))
			return err_set(err, ERR_USAGE, "--%s is for yg %s%s%s", only[i].name,
				       only[i].command, only[i].or ? " and yg " : "",
				       only[i].or ? only[i].or : "");
	return 0;
}

static int dispatch(struct site *site, struct err *err)
{
	static const char *words[sizeof(commands) / sizeof(commands[0])];
	const char *near;
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		words[i] = commands[i].name;
		if (strcmp(prog.operands[0], commands[i].name) == 0)
			return check_options(words[i], err) < 0
				       ? -1
				       : commands[i].function(site, &options, prog.operands + 1,
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
	int ret;

	local_day_read(&options.day);
	ret = program_start(&prog, argc, argv, &err);

	if (ret == 0) {
		memset(&site, 0, sizeof(site));
		ret = site_open(&site, options.site, &err);
		if (ret == 0)
			ret = dispatch(&site, &err);
		site_release(&site);
	}
	return program_end(&prog, ret, &err);
}
