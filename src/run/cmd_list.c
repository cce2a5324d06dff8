/* yg list: the pipelines of the site and their steps. */
#include "core/file.h"
#include "run/commands.h"
#include "run/pipeline.h"

static int show(const struct site *site, const char *name, struct err *err)
{
	struct pipeline p;
	size_t i;
	int ret = pipeline_read(site, name, &p, err);

	if (ret == 0) {
		printf("%-20s  %s\n%-20s  ", p.name, p.label, "");
		for (i = 0; i < p.nsteps; i++)
			printf("%s%s", i ? " > " : "", p.steps[i].stage);
		putchar('\n');
	}
	pipeline_release(&p);
	return ret;
}

int cmd_list(struct site *site, const struct command_options *o, const char *const *names, size_t n,
	     struct err *err)
{
	char **all = NULL;
	size_t i, nall = 0;
	int ret = 0;

	(void)o;
	if (!n)
		ret = pipeline_names(site, &all, &nall, err);
	for (i = 0; ret == 0 && i < (n ? n : nall); i++)
		ret = show(site, n ? names[i] : all[i], err);
	file_list_free(all, nall);
	return ret;
}
