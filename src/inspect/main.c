/*
 * yg-inspect looks for persons and implausible figures in a finished release.
 *
 *	yg-extract --closed config/site.json | yg-inspect pipelines/NAME/inspect.json RELEASE
 */
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/file.h"
#include "core/input.h"
#include "core/log.h"
#include "core/program.h"
#include "inspect/beside.h"
#include "inspect/crew.h"
#include "inspect/inspect_spec.h"
#include "inspect/clearance.h"
#include "inspect/report.h"
#include "inspect/walk.h"

static const char *pass_path, *report_path, *previous, *public, *today;
static bool without_values;
static long long jobs;

static const struct opt opts[] = {
	{ 0, "pass", OPT_STRING, &pass_path, "FILE",
	  "write the pass into FILE when nothing is found" },
	{ 0, "report", OPT_STRING, &report_path, "FILE", "write all findings into FILE, as JSON" },
	{ 0, "previous", OPT_STRING, &previous, "DIR",
	  "the release of the same dataset before it" },
	{ 0, "public", OPT_STRING, &public, "DIR", "the public tree, with the releases of others" },
	{ 0, "today", OPT_STRING, &today, "DATE",
	  "the day against which the release's age is judged" },
	{ 0, "without-values", OPT_FLAG, &without_values, NULL,
	  "read no closed values: patterns and structure only" },
	{ 'j', "jobs", OPT_INTEGER, &jobs, "N", "look with N threads; 0: one for each processor" },
	OPT_END
};

static struct program prog = {
	.name = "yg-inspect",
	.synopsis = "[options] INSPECT.json RELEASE",
	.summary = "Looks for persons and implausible figures in a finished release.",
	.opts = opts,
	.min_operands = 2,
	.max_operands = 2,
};

struct inspection {
	const char *folder;
	struct inspect_spec spec;
	struct site site;
	struct values values;
	struct recogniser *recogniser;
	struct allowance *allowance;
	struct findings *findings;
	struct probe probe;
	struct crew *crew;
	struct probe_room room; /* for names */
};

static int read_streams(struct inspection *in, struct err *err)
{
	struct reader *r = NULL;
	int more = 1;

	if (isatty(STDIN_FILENO))
		return err_set(err, ERR_USAGE,
			       "no closed values to compare with: pipe yg-extract "
			       "--closed into it, or say --without-values");
	if (input_open_many(NULL, &r, err) < 0)
		return -1;
	while (more == 1) {
		more = values_read(&in->values, r, &in->site, err);
		if (more == 0)
			more = input_next_stream(&r, err);
	}
	reader_close(r);
	log_progress_end();
	if (more < 0)
		return -1;
	if (keyset_count(in->values.set) == 0)
		return err_set(err, ERR_DATA,
			       "the closed columns hold no value: nothing to compare with");
	log_count("values", keyset_count(in->values.set), "%lld values of %zu closed columns",
		  keyset_count(in->values.set), in->values.ncolumns);
	return 0;
}

static int read_key(struct inspection *in, struct err *err)
{
	struct key key = KEY_INIT;

	if (key_load(&key, in->site.key_dir, in->spec.key, err) < 0)
		return -1;
	in->findings = findings_new(&key);
	key_release(&key);
	return 0;
}

/* Places make an address probable: of a list called so, when the site has one. */
static int make_recogniser(struct inspection *in, struct err *err)
{
	char *path = site_path(&in->site, "config/codes/division.csv");
	const struct codes *divisions = NULL;
	int ret = 0;

	if (access(path, F_OK) == 0)
		ret = site_codes(&in->site, "division", &divisions, err);
	free(path);
	if (ret == 0)
		in->recogniser = recogniser_new(divisions);
	return ret;
}

static int check_folder(const char *path, const char *what, struct err *err)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return err_sys(err, ERR_DATA, "%s: the %s", path, what);
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_DATA, "%s: the %s is no folder", path, what);
	return 0;
}

static int prepare(struct inspection *in, struct err *err)
{
	if (check_folder(in->folder, "release", err) < 0 ||
	    (previous && check_folder(previous, "release before it", err) < 0) ||
	    (public && check_folder(public, "public tree", err) < 0) || read_key(in, err) < 0 ||
	    make_recogniser(in, err) < 0 ||
	    allowance_new(in->folder, &in->spec, &in->site, in->recogniser, &in->allowance, err) <
		    0 ||
	    values_publish_codes(&in->values, &in->site, err) < 0)
		return -1;
	values_publish(&in->values, str_of(in->site.name));
	if (!without_values && read_streams(in, err) < 0)
		return -1;
	in->probe = (struct probe){ &in->values, in->recogniser, in->allowance,
				    (uint64_t)in->spec.candidates };
	return crew_new(&in->probe, in->findings, jobs > 64 ? 64 : (int)jobs, &in->crew, err);
}

/* The name of a file is shown only when it holds nothing. */
static bool is_clean(void *ctx, struct str name)
{
	struct inspection *in = ctx;
	const struct piece piece = { .text = name, .is_name = true };

	probe_piece(&in->probe, &piece, &in->room);
	return in->room.notes.n == 0;
}

static int take_piece(void *ctx, const struct piece *piece, struct err *err)
{
	struct inspection *in = ctx;

	crew_put(in->crew, piece);
	log_progress("bytes of text looked through", crew_bytes(in->crew));
	return program_check(err);
}

static int look(struct inspection *in, struct err *err)
{
	struct walk_options o = WALK_OPTIONS_INIT;
	int ret;

	o.clean = is_clean;
	ret = walk_release(in->folder, &o, in->findings, take_piece, in, err);
	if (ret == 0)
		crew_finish(in->crew);
	log_progress_end();
	return ret;
}

static int look_beside(struct inspection *in, struct err *err)
{
	const struct beside b = { .folder = in->folder,
				  .previous = previous,
				  .public = public,
				  .plausible = &in->spec.plausible,
				  .linkage = &in->spec.linkage,
				  .site = &in->site,
				  .today = today,
				  .clean = is_clean,
				  .ctx = in };

	return beside_check(&b, in->findings, err);
}

static int conclude(struct inspection *in, struct clearance *pass, struct err *err)
{
	struct str policy = json_text(in->spec.doc);
	char digest[SHA256_HEX];

	if (report_path && report_write(in->findings, report_path, err) < 0)
		return -1;
	report_lines(in->findings);
	if (report_verdict(in->findings, in->folder, err) < 0)
		return -1;
	sha256_of(policy.p, policy.n, digest);
	if (pass_path &&
	    clearance_write(pass, pass_path, digest, keyset_count(in->values.set), err) < 0)
		return -1;
	log_count("bytes", crew_bytes(in->crew), "%s: nothing found in %lld bytes of text",
		  in->folder, crew_bytes(in->crew));
	return 0;
}

static int inspect(const char *config, const char *folder, struct err *err)
{
	struct inspection in = { .folder = folder };
	struct clearance pass = { .folder = NULL };
	int ret = -1;

	if (inspect_spec_read(&in.spec, config, err) < 0)
		return -1;
	values_init(&in.values);
	if (site_open(&in.site, config, err) == 0 &&
	    (!pass_path ||
	     (file_remove(pass_path, err) == 0 && clearance_begin(&pass, folder, err) == 0)) &&
	    prepare(&in, err) == 0 && look(&in, err) == 0 && look_beside(&in, err) == 0)
		ret = conclude(&in, &pass, err);
	crew_free(in.crew);
	probe_room_release(&in.room);
	findings_free(in.findings);
	allowance_free(in.allowance);
	recogniser_free(in.recogniser);
	values_release(&in.values);
	clearance_release(&pass);
	site_release(&in.site);
	inspect_spec_release(&in.spec);
	return ret;
}

/* Files are mapped; the pages of one that somebody has cut short meanwhile are gone. */
static void on_lost_page(int signal)
{
	static const char text[] = "yg-inspect: a file became shorter while it was read\n";

	(void)signal;
	(void)!write(STDERR_FILENO, text, sizeof(text) - 1);
	_exit(ERR_IO);
}

int main(int argc, char **argv)
{
	const struct sigaction lost = { .sa_handler = on_lost_page };
	struct err err = ERR_INIT;
	int ret = program_start(&prog, argc, argv, &err);

	sigaction(SIGBUS, &lost, NULL);
	if (ret == 0)
		ret = inspect(prog.operands[0], prog.operands[1], &err);
	return program_end(&prog, ret, &err);
}
