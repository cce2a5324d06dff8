/*
 * probe: all that is asked of one piece: closed values, numbers under too thin a
 * mask, patterns.
 *
 * Several threads may use one probe, each with a room of its own.
 */
#ifndef INSPECT_PROBE_H
#define INSPECT_PROBE_H

#include "inspect/allowance.h"
#include "inspect/finding.h"
#include "inspect/folded.h"
#include "inspect/piece.h"
#include "inspect/search.h"
#include "inspect/values.h"

struct probe {
	const struct values *values;
	const struct recogniser *recogniser;
	const struct allowance *allowance;
	uint64_t candidates; /* the fewest that a mask may leave */
};

/* Something found: bytes [from, to) of the piece's text. */
struct note {
	size_t from, to;
	enum finding_kind kind;
	const char *what; /* lives as long as the probe's values */
};

struct notes {
	struct note *items; /* by `from` */
	size_t n, capacity;
};

/* What one thread works in; begins as zeroes. */
struct probe_room {
	struct folded folded;
	struct search_hits hits;
	struct notes notes; /* of the last piece */
};

void probe_room_release(struct probe_room *room); /* wipes */
/* Of the piece: text, seen, is_name, values_only. */
void probe_piece(const struct probe *p, const struct piece *piece, struct probe_room *room);
/* The notes of a piece as findings with their places. */
void notes_report(const struct notes *notes, const struct piece *piece, struct findings *f);

#endif
