/*
 * yg-aggregate counts records into a table of cells:
 *
 *	yg-mask mask.json < raw | yg-aggregate pipelines/relief/aggregate.json > cells
 */
#include "aggregate/emit.h"
#include "core/input.h"
#include "core/program.h"
#include "core/site.h"

static struct {
	struct input_options input;
	struct output_options output;
	long long max_cells;
} options = { .max_cells = 50000000 };

static const struct opt opts[] = { { 0, "max-cells", OPT_INTEGER, &options.max_cells, "N",
				     "refuse a table of more than N cells" },
				   INPUT_OPTS(options.input),
				   OUTPUT_OPTS(options.output),
				   OPT_END };

static struct program prog = {
	.name = "yg-aggregate",
	.synopsis = "[options] AGGREGATE.json [FILE]",
	.summary = "Counts records into a table of cells, at all levels in one pass.",
	.opts = opts,
	.min_operands = 1,
	.max_operands = 2,
};

/* The site is opened when the first code list is asked for. */
struct lists {
	struct site site;
	const char *near;
	bool is_open;
};

static const struct codes *find_codes(void *arg, const char *name, struct err *err)
{
	struct lists *l = arg;
	const struct codes *codes;

	if (!l->is_open && site_open(&l->site, l->near, err) < 0)
		return NULL;
	l->is_open = true;
	return site_codes(&l->site, name, &codes, err) < 0 ? NULL : codes;
}

static int write_table(const struct cube *cube, struct err *err)
{
	struct schema schema;
	struct output *out = NULL;
	int ret = -1;

	emit_schema(cube, &schema);
	if (output_open(&options.output, &schema, &out, err) < 0)
		goto out;
	if (emit_cells(cube, output_writer(out), err) < 0)
		goto out;
	ret = output_finish(out, err);
out:
	output_close(out);
	schema_release(&schema);
	return ret;
}

static int aggregate(const char *file, const char *input, struct err *err)
{
	struct lists lists = { .near = file };
	struct code_finder finder = { find_codes, &lists };
	struct spec spec = { 0 };
	struct cube cube = { 0 };
	struct reader *reader = NULL;
	int ret = -1;

	if (spec_read(file, &spec, err) < 0 ||
	    input_open(input, &options.input, &reader, err) < 0 ||
	    schema_need_state(&reader->schema, "masked", prog.name, err) < 0 ||
	    cube_bind(&cube, &spec, &reader->schema, &finder, err) < 0 ||
	    cube_load(&cube, reader, err) < 0 ||
	    cube_compute(&cube, (uint64_t)options.max_cells, err) < 0 ||
	    write_table(&cube, err) < 0)
		goto out;
	cube_report(&cube);
	ret = 0;
out:
	cube_release(&cube);
	reader_close(reader);
	spec_release(&spec);
	if (lists.is_open)
		site_release(&lists.site);
	return ret;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int ret = program_start(&prog, argc, argv, &err);

	if (ret == 0)
		ret = aggregate(prog.operands[0], prog.noperands > 1 ? prog.operands[1] : NULL,
				&err);
	return program_end(&prog, ret, &err);
}
