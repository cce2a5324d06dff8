/* yg status: how the last run of every pipeline ended. */
#include <stdlib.h>

#include "core/file.h"
#include "core/path.h"
#include "run/commands.h"
#include "run/state.h"

static void show(const char *name, const struct last_run *last)
{
	if (!last->found) {
		printf("%-20s  has not run yet\n", name);
		return;
	}
	if (last->unfinished)
		printf("%-20s  %s  at work, or cut off without an end\n", name, last->started);
	else if (last->status == 0 && !*last->release)
		printf("%-20s  %s  done    a draft of %s\n", name, last->ended, last->period);
	else if (last->status == 0)
		printf("%-20s  %s  done    %lld rows  %s\n", name, last->ended, last->rows,
		       path_shown(last->release));
	else
		printf("%-20s  %s  failed  status %d: %s\n", name, last->ended, last->status,
		       last->message);
}

static int show_each(const struct site *site, struct state *state, const char *const *names,
		     size_t n, struct err *err)
{
	struct last_run last;
	size_t i;

	for (i = 0; i < n; i++) {
		if (pipeline_exists(site, names[i], err) < 0 ||
		    state_last(state, names[i], &last, err) < 0)
			return -1;
		show(names[i], &last);
	}
	return 0;
}

int cmd_status(struct site *site, const struct command_options *o, const char *const *names,
	       size_t n, struct err *err)
{
	char *path = file_join(site->state_dir, "yg.db"), **all = NULL;
	struct state *state = NULL;
	size_t nall = 0;
	int ret = -1;

	(void)o;
	if (state_open(path, 1, &state, err) == 0 &&
	    (n || pipeline_public_names(site, &all, &nall, err) == 0))
		ret = show_each(site, state, n ? names : (const char *const *)all, n ? n : nall,
				err);
	file_list_free(all, nall);
	state_close(state);
	free(path);
	return ret;
}
