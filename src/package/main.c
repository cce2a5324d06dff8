/*
 * yg-package: a release folder out of a stream that may be published.
 *
 *	yg-protect protect.json <cells | yg-package package.json -o out/release
 */
#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/input.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "package/attachment.h"
#include "package/cell_check.h"
#include "package/csv_guard.h"
#include "package/datapackage.h"
#include "package/dictionary.h"
#include "package/format.h"
#include "package/readme.h"
#include "package/release_zip.h"
#include "package/used_codes.h"

static struct input_options input;
static struct opt_list attached;
static const char *folder;
static bool is_check;

static const struct opt opts[] = {
	{ 'o', "output", OPT_STRING, &folder, "DIR",
	  "write the release into DIR, whole or not at all" },
	{ 0, "check", OPT_FLAG, &is_check, NULL,
	  "compare the stream's columns with PACKAGE.json and write nothing" },
	{ 0, "attach", OPT_LIST, &attached, "FILE",
	  "put this finished document beside the data; may be given again" },
	INPUT_OPTS(input),
	OPT_END
};

static struct program prog = {
	.name = "yg-package",
	.synopsis = "[options] -o DIR PACKAGE.json [FILE]",
	.summary = "Packs protected cells or open records into a release folder.",
	.opts = opts,
	.min_operands = 1,
	.max_operands = 2,
};

/* Rows into every format, in one pass. */
static int pack_rows(struct release *r, struct reader *in, struct encoders *encoders,
		     struct used_codes *codes, struct err *err)
{
	struct csv_encode *csv = csv_encode_release(r, NULL);
	struct cell_check *check = cell_check_new(r);
	struct column *columns = mem_zalloc(r->ncolumns, sizeof(*columns));
	struct batch batch = { 0, 0, NULL };
	struct page page = { .batch = &batch };
	struct buf text = BUF_INIT;
	const struct batch *got;
	int more;

	csv_encode_header(csv, &text);
	page.csv = (struct str){ text.p, text.n };
	more = encoders_write(encoders, &page, err) < 0 ? -1 : 1;
	while (more > 0 && (more = reader_next(in, &got, err)) > 0) {
		release_project(r, got, columns, &batch);
		buf_clear(&text);
		if (program_check(err) < 0 ||
		    cell_check_batch(check, &batch, r->rows + 1, err) < 0) {
			more = -1;
			break;
		}
		used_codes_note(codes, &batch);
		csv_encode_rows(csv, &batch, 0, batch.nrows, &text);
		page.csv = (struct str){ text.p, text.n };
		if (encoders_write(encoders, &page, err) < 0)
			more = -1;
		r->rows += batch.nrows;
		log_progress("rows packaged", r->rows);
	}
	log_progress_end();
	csv_encode_free(csv);
	cell_check_free(check);
	free(columns);
	buf_release(&text);
	return more;
}

static int write_dictionary(struct release *r, struct err *err)
{
	struct dictionary d;
	int ret;

	dictionary_make(r, &d);
	ret = dictionary_write(r, &d, err);
	dictionary_release(&d);
	return ret;
}

static int attach_files(struct release *r, struct err *err)
{
	struct attachment a;
	int i;

	for (i = 0; i < attached.n; i++)
		if (attachment_of(attached.items[i], &a, err) < 0 || attachment_add(&a, r, err) < 0)
			return -1;
	return 0;
}

/* All files of the release, into r->folder. */
static int pack_files(struct release *r, struct reader *in, struct err *err)
{
	struct encoders encoders = { .n = 0 };
	struct used_codes *codes = used_codes_new(r);
	int ret = -1;

	if (encoders_open(&encoders, r, err) < 0 || pack_rows(r, in, &encoders, codes, err) < 0)
		goto out;
	if (r->rows == 0) {
		err_set(err, ERR_GATE, "nothing to publish: the input has no rows");
		goto out;
	}
	if (encoders_finish(&encoders, err) < 0 || write_dictionary(r, err) < 0 ||
	    used_codes_write(codes, r, err) < 0 || attach_files(r, err) < 0 ||
	    datapackage_write(r, attached.items, attached.n, err) < 0 || readme_write(r, err) < 0 ||
	    release_sums_write(r, err) < 0)
		goto out;
	if (pack_spec_has(r->spec, PACK_ZIP) && release_zip_write(r, err) < 0)
		goto out;
	ret = 0;
out:
	encoders_close(&encoders);
	used_codes_free(codes);
	return ret;
}

static int pack_release(struct release *r, struct reader *in, struct err *err)
{
	struct tree tree = TREE_INIT;
	int ret = -1;

	if (tree_may_replace(folder, "datapackage.json", "release", err) < 0 ||
	    tree_create(&tree, folder, err) < 0)
		return -1;
	r->folder = tree.temp;
	if (pack_files(r, in, err) == 0)
		ret = tree_commit(&tree, 1, err);
	tree_abort(&tree);
	if (ret == 0)
		log_count("rows", r->rows, "%lld rows in %zu files: %s", (long long)r->rows,
			  r->nfiles, folder);
	return ret;
}

/* To the end of the stream, so that who writes it ends well. */
static int read_on(struct reader *in, struct err *err)
{
	const struct batch *ignored;
	int more;

	while ((more = reader_next(in, &ignored, err)) > 0)
		if (program_check(err) < 0)
			return -1;
	return more;
}

static int run(const char *path, const char *from, struct err *err)
{
	struct pack_spec spec;
	struct site site;
	struct release release;
	struct reader *in = NULL;
	int ret = -1;

	if (!folder && !is_check)
		return err_set(err, ERR_USAGE, "no place for the release: give -o DIR");
	if (pack_spec_read(path, &spec, err) < 0)
		return -1;
	memset(&release, 0, sizeof(release));
	if (site_open(&site, path, err) < 0)
		goto out_spec;
	if (input_open(from, &input, &in, err) < 0 ||
	    release_bind(&release, &in->schema, &spec, &site, err) < 0)
		goto out;
	ret = is_check ? read_on(in, err) : pack_release(&release, in, err);
out:
	release_close(&release);
	reader_close(in);
	site_release(&site);
out_spec:
	pack_spec_release(&spec);
	return ret;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int ret = program_start(&prog, argc, argv, &err);

	if (ret == 0)
		ret = run(prog.operands[0], prog.noperands > 1 ? prog.operands[1] : NULL, &err);
	return program_end(&prog, ret, &err);
}
