#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "protect/intervals/linear_reach.h"

/* Small neighbourhoods of one aim after the other, then larger ones of those that are left, in
 * the end whole components. */
static const uint32_t sizes[] = { 96, 192, 384, 768, 1536, UINT32_MAX };

static int audit_aim(struct reach *a, struct aim *aim, uint32_t limit, struct err *err)
{
	if (aim->state == AIM_OPEN)
		reach_refute(a, aim, limit);
	return aim->state == AIM_OPEN ? reach_around(a, aim, limit, err) : 0;
}

static int audit_all(void *ctx, struct err *err)
{
	struct reach *a = ctx;
	size_t level, i;

	for (level = 0; level < sizeof(sizes) / sizeof(*sizes); level++) {
		for (i = 0; i < a->hunt.naims && a->pivots > 0; i++) {
			if (program_check(err) < 0 ||
			    audit_aim(a, &a->hunt.aims[i], sizes[level], err) < 0)
				return -1;
			log_progress("protected cells tried", (long long)i);
		}
	}
	log_progress_end();
	return 0;
}

int linear_audit(const struct linear *l, const struct linear_goal *goals, size_t ngoals,
		 const struct linear_limits *limits, struct linear_result *out, struct err *err)
{
	struct reach *a = mem_zalloc(1, sizeof(*a));
	int ret = -1;

	memset(out, 0, sizeof(*out));
	if (reach_begin(a, l, goals, ngoals, limits->pivots, err) == 0 &&
	    solver_guard(audit_all, a, err) == 0) {
		hunt_write(&a->hunt, ngoals, out);
		blame_write(&a->blame, ngoals, &out->blame_start, &out->blame_rows);
		out->ncomponents = a->r.ncomponents;
		out->programs = a->programs;
		out->pivots = limits->pivots - a->pivots;
		ret = 0;
	}
	reach_release(a);
	free(a);
	return ret;
}
