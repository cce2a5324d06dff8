/*
 * yg-mask takes the persons out of a record stream.
 *
 *	yg-extract pipelines/relief-funds/extract.json | yg-mask pipelines/relief-funds/mask.json
 *	yg-mask --suggest --table members members.csv
 */
#include "core/input.h"
#include "core/log.h"
#include "core/program.h"
#include "mask/masker.h"
#include "mask/rules.h"
#include "mask/suggest.h"

static struct input_options input;
static struct output_options output;

static bool wants_draft;
static const char *table;

static const struct opt opts[] = {
	{ 0, "suggest", OPT_FLAG, &wants_draft, NULL, "draft a register of the columns of FILE" },
	{ 0, "table", OPT_STRING, &table, "NAME", "what the draft calls the table" },
	INPUT_OPTS(input),
	OUTPUT_OPTS(output),
	OPT_END
};

static struct program prog = {
	.name = "yg-mask",
	.synopsis = "[options] MASK.json [FILE] | --suggest [FILE]",
	.summary = "Takes the persons out of a record stream, by the field register.",
	.opts = opts,
	.min_operands = 0,
	.max_operands = 2,
};

static int mask_batches(struct reader *in, struct masker *m, struct writer *out, struct err *err)
{
	const struct batch *batch, *masked;
	int more;

	while ((more = reader_next(in, &batch, err)) == 1) {
		if (program_check(err) < 0 || masker_apply(m, batch, &masked, err) < 0 ||
		    writer_write(out, masked, err) < 0)
			return -1;
		log_progress("rows", (long long)in->rows);
	}
	return more;
}

static int mask_stream(struct reader *in, const struct rules *rules, struct err *err)
{
	struct masker *m = masker_new(rules);
	struct output *out = NULL;
	int ret = -1;

	if (output_open(&output, &rules->out, &out, err) < 0 ||
	    mask_batches(in, m, output_writer(out), err) < 0 || output_finish(out, err) < 0)
		goto out;
	log_count("rows", in->rows, "%lld rows; %zu columns treated, %zu dropped",
		  (long long)in->rows, rules->n, rules->ndropped);
	masker_report(m);
	ret = 0;
out:
	output_close(out);
	masker_free(m);
	return ret;
}

static int mask(const char *policy, const char *path, struct err *err)
{
	struct reader *in = NULL;
	struct rules rules;
	int ret = -1;

	memset(&rules, 0, sizeof(rules));
	if (input_open(path, &input, &in, err) == 0 &&
	    schema_need_state(&in->schema, "raw", prog.name, err) == 0 &&
	    rules_read(&rules, policy, &in->schema, err) == 0)
		ret = mask_stream(in, &rules, err);
	rules_release(&rules);
	reader_close(in);
	return ret;
}

/* Only JSON comes out, and the header says what goes in. */
static int draft(const char *path, struct err *err)
{
	struct buf text = BUF_INIT;
	struct sample sample;
	int ret = -1;

	if (prog.noperands > 1 || input.schema || output.to || output.path)
		return err_set(err, ERR_USAGE,
			       "--suggest takes one FILE, --table and --encoding, and writes to "
			       "stdout");
	if (sample_read(&sample, path, input.encoding, err) == 0) {
		suggest(&sample, table, &text);
		fwrite(text.p, 1, text.n, stdout);
		log_info("%lld rows looked at; review every line before use", sample.rows);
		ret = 0;
	}
	sample_release(&sample);
	buf_release(&text);
	return ret;
}

static int run(struct err *err)
{
	const char *const *operands = prog.operands;

	if (wants_draft)
		return draft(prog.noperands > 0 ? operands[0] : NULL, err);
	if (table)
		return err_set(err, ERR_USAGE, "--table is for --suggest");
	if (prog.noperands < 1)
		return err_set(err, ERR_USAGE, "usage: %s %s; see --help", prog.name,
			       prog.synopsis);
	return mask(operands[0], prog.noperands > 1 ? operands[1] : NULL, err);
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int ret = program_start(&prog, argc, argv, &err);

	if (ret == 0)
		ret = run(&err);
	return program_end(&prog, ret, &err);
}
