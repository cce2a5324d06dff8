#include "core/opt.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/log.h"
#include "core/mem.h"

/* The block that all programs share. */
static struct {
	bool help, version, quiet, verbose;
	const char *log;
} common;

static const struct opt common_opts[] = {
	{ 'q', "quiet", OPT_FLAG, &common.quiet, NULL, "say nothing but errors" },
	{ 'v', "verbose", OPT_FLAG, &common.verbose, NULL, "say more" },
	{ 0, "log", OPT_STRING, &common.log, "FORMAT", "messages as text or json" },
	{ 'h', "help", OPT_FLAG, &common.help, NULL, "show this help and exit" },
	{ 'V', "version", OPT_FLAG, &common.version, NULL, "show the version and exit" },
	OPT_END
};

enum { OPTS_MAX = 48 };

/* Own options, then common ones, as getopt_long() wants them; val is the index. */
struct opt_tables {
	const struct opt *all[OPTS_MAX];
	struct option longs[OPTS_MAX + 1];
	char shorts[2 * OPTS_MAX + 3];
	int n;
};

static void tables_add(struct opt_tables *t, const struct opt *o)
{
	size_t at = strlen(t->shorts);

	for (; o->name && t->n < OPTS_MAX; o++, t->n++) {
		t->all[t->n] = o;
		t->longs[t->n].name = o->name;
		t->longs[t->n].has_arg = o->kind == OPT_FLAG ? no_argument : required_argument;
		t->longs[t->n].val = 256 + t->n;
		if (o->letter) {
			t->shorts[at++] = o->letter;
			if (o->kind != OPT_FLAG)
				t->shorts[at++] = ':';
		}
	}
	t->shorts[at] = '\0';
}

static void tables_init(struct opt_tables *t, const struct program *prog)
{
	memset(t, 0, sizeof(*t));
	t->shorts[0] = ':';
	if (prog->opts)
		tables_add(t, prog->opts);
	tables_add(t, common_opts);
}

static int set_integer(const struct opt *o, const char *text, struct err *err)
{
	char *end;
	long long v;

	errno = 0;
	v = strtoll(text, &end, 10);
	if (errno || end == text || *end || v < 0)
		return err_set(err, ERR_USAGE, "--%s: \"%s\" is not a whole number", o->name, text);
	*(long long *)o->target = v;
	return 0;
}

static int opt_set(const struct opt *o, const char *text, struct err *err)
{
	struct opt_list *list;

	switch (o->kind) {
	case OPT_FLAG:
		*(bool *)o->target = true;
		return 0;
	case OPT_STRING:
		*(const char **)o->target = text;
		return 0;
	case OPT_INTEGER:
		return set_integer(o, text, err);
	case OPT_LIST:
		list = o->target;
		list->items = mem_resize(list->items, (size_t)list->n + 1, sizeof(*list->items));
		list->items[list->n++] = text;
		return 0;
	}
	return err_set(err, ERR_BUG, "--%s: option of no kind", o->name);
}

static const struct opt *by_result(const struct opt_tables *t, int c)
{
	int i;

	if (c >= 256)
		return t->all[c - 256];
	for (i = 0; i < t->n; i++)
		if (t->all[i]->letter == c)
			return t->all[i];
	return NULL;
}

/* In a bundle of letters (-xyz) getopt has not moved on: it is optopt that is wrong. */
static int unknown_option(char **argv, struct err *err)
{
	if (optopt > ' ' && optopt < 0x7f)
		return err_set(err, ERR_USAGE, "unknown option -%c; see --help", optopt);
	return err_set(err, ERR_USAGE, "unknown option %s; see --help", argv[optind - 1]);
}

static int parse_options(const struct opt_tables *t, int argc, char **argv, struct err *err)
{
	const struct opt *o;
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, t->shorts, t->longs, NULL)) != -1) {
		if (c == ':')
			return err_set(err, ERR_USAGE, "option %s needs a value; see --help",
				       argv[optind - 1]);
		o = by_result(t, c);
		if (c == '?' || !o)
			return unknown_option(argv, err);
		if (opt_set(o, optarg, err) < 0)
			return -1;
	}
	return 0;
}

static int parse_operands(struct program *prog, int argc, char **argv, struct err *err)
{
	int n = argc - optind;
	int room = (int)(sizeof(prog->operands) / sizeof(prog->operands[0]));
	int i;

	room = room < prog->max_operands ? room : prog->max_operands;
	if (n > room && room > 1)
		return err_set(err, ERR_USAGE, "%d operands given, and %d at most; see --help", n,
			       room);
	if (n < prog->min_operands || n > room)
		return err_set(err, ERR_USAGE, "usage: %s %s; see --help", prog->name,
			       prog->synopsis);
	for (i = 0; i < n; i++)
		prog->operands[i] = argv[optind + i];
	prog->noperands = n;
	return 0;
}

static int setup_log(const struct program *prog, struct err *err)
{
	enum log_level level = common.quiet ? LOG_QUIET : common.verbose ? LOG_VERBOSE : LOG_NORMAL;

	if (common.log && strcmp(common.log, "text") != 0 && strcmp(common.log, "json") != 0)
		return err_set(err, ERR_USAGE, "--log: \"%s\" is neither text nor json",
			       common.log);
	log_setup(prog->name, level, common.log && common.log[0] == 'j');
	return 0;
}

int opt_parse(struct program *prog, int argc, char **argv, struct err *err)
{
	struct opt_tables t;

	memset(&common, 0, sizeof(common));
	tables_init(&t, prog);
	if (parse_options(&t, argc, argv, err) < 0 || setup_log(prog, err) < 0)
		return -1;
	if (common.help) {
		opt_help(prog);
		return 1;
	}
	if (common.version) {
		printf("%s (yangguang) %s\n", prog->name, YG_VERSION);
		return 1;
	}
	return parse_operands(prog, argc, argv, err);
}

static void help_line(const struct opt *o)
{
	char left[64];

	snprintf(left, sizeof(left), "%c%c%s--%s%s%s", o->letter ? '-' : ' ',
		 o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name, o->arg ? " " : "",
		 o->arg ? o->arg : "");
	printf("  %-26s  %s\n", left, o->help);
}

void opt_help(const struct program *prog)
{
	struct opt_tables t;
	int i;

	tables_init(&t, prog);
	printf("usage: %s %s\n\n%s\n\noptions:\n", prog->name, prog->synopsis, prog->summary);
	for (i = 0; i < t.n; i++)
		help_line(t.all[i]);
	if (!prog->without_page)
		printf("\nThe manual has more: man %s\n", prog->name);
}
