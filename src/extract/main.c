/*
 * yg-extract: rows of a department's database as a stream, exactly as the
 * register declares them.
 *
 *	yg-extract pipelines/relief-funds/extract.json --to csv | head
 */
#include <stdio.h>

#include "core/program.h"
#include "extract/closed.h"
#include "extract/extract.h"

int main(int argc, char **argv)
{
	struct extract_options o = { .session = { .jobs = 1, .wait = 5 } };
	bool closed = false;
	struct opt opts[] = { { 0, "period", OPT_STRING, &o.period, "MONTHS",
				"months to read instead of the file's, as 2025-01/2026-10" },
			      { 'j', "jobs", OPT_INTEGER, &o.session.jobs, "N",
				"connections that read at once; the output is the same" },
			      { 0, "source-file", OPT_STRING, &o.session.file, "FILE",
				"read FILE instead of the source's own place" },
			      { 0, "wait", OPT_INTEGER, &o.session.wait, "SECONDS",
				"how long to wait for a locked source; 5 unless told" },
			      { 0, "digest", OPT_FLAG, &o.digest, NULL,
				"add the SHA-256 of the source to its snapshot" },
			      { 0, "explain", OPT_FLAG, &o.explain, NULL,
				"show the query and how the database goes about it" },
			      { 0, "closed", OPT_FLAG, &closed, NULL,
				"write all values that may not be published, of every source" },
			      { 0, "schema", OPT_FLAG, &o.schema, NULL,
				"check all that can be checked and write no rows" },
			      OUTPUT_OPTS(o.output),
			      OPT_END };
	struct program prog = {
		.name = "yg-extract",
		.synopsis = "[options] EXTRACT.json",
		.summary = "Reads rows of a department's database as a record stream.",
		.opts = opts,
		.min_operands = 1,
		.max_operands = 1,
	};
	struct buf explained = BUF_INIT;
	struct err err = ERR_INIT;
	int ret = program_start(&prog, argc, argv, &err);

	if (ret == 0) {
		o.path = prog.operands[0];
		ret = closed ? closed_run(&o, &err) : extract_run(&o, &explained, &err);
		if (ret == 0 && explained.n)
			fwrite(explained.p, 1, explained.n, stdout);
	}
	buf_release(&explained);
	return program_end(&prog, ret, &err);
}
