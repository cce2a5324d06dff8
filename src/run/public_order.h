/*
 * public_order: the releases of a dataset that stand in the public tree, in the order in which
 * they became public.
 *
 * The order is that of the runs in the state, for the times of files are those of the last copy.
 * Releases that no run tells of, since the state was lost or yg-publish was called by hand, are
 * older than those that one does, and stand by name; but the one that `latest` leads to is the
 * last of all.  A release that was public, was followed by another and came back stands twice.
 */
#ifndef RUN_PUBLIC_ORDER_H
#define RUN_PUBLIC_ORDER_H

#include "core/site.h"
#include "run/local_day.h"
#include "run/state.h"

struct public_release {
	char *id; /* the name of its folder */
	bool has_day;
	int32_t day; /* of the night that published it */
};

struct public_order {
	struct public_release *items;
	size_t n, capacity;
	size_t nuntold; /* of which no run tells */
	size_t ngone;	/* of which runs tell, and which are no more there */
};

/* public_order_release() is legal after -1. */
int public_order_read(const struct site *site, struct state *s, const char *dataset,
		      const struct local_day *local, struct public_order *o, struct err *err);
void public_order_release(struct public_order *o);

#endif
