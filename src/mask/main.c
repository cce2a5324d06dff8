/*
 * yg-mask takes the persons out of a record stream.
 *
 *	yg-extract pipelines/relief-funds/extract.json | yg-mask pipelines/relief-funds/mask.json
 */
#include "core/input.h"
#include "core/log.h"
#include "core/program.h"
#include "mask/masker.h"
#include "mask/rules.h"

static struct input_options input;
static struct output_options output;

static const struct opt opts[] = { INPUT_OPTS(input), OUTPUT_OPTS(output), OPT_END };

static struct program prog = {
	.name = "yg-mask",
	.synopsis = "[options] MASK.json [FILE]",
	.summary = "Takes the persons out of a record stream, by the field register.",
	.opts = opts,
	.min_operands = 1,
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

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int ret = program_start(&prog, argc, argv, &err);

	if (ret == 0)
		ret = mask(prog.operands[0], prog.noperands > 1 ? prog.operands[1] : NULL, &err);
	return program_end(&prog, ret, &err);
}
