#include "aggregate/bulk.h"

#include <stdint.h>
#include <sys/mman.h>

#include "core/mem.h"

enum { HUGE_PAGE = 2 * 1024 * 1024 };

void *bulk_zalloc(size_t n, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(n, size, &bytes) || bytes < 2 * (size_t)HUGE_PAGE ||
	    bytes > SIZE_MAX - HUGE_PAGE)
		return mem_zalloc(n ? n : 1, size);
	bytes = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
	p = aligned_alloc(HUGE_PAGE, bytes);
	if (!p)
		return mem_zalloc(n, size); /* which says so and ends */
	/* Advice: without huge pages it is only slower. */
	madvise(p, bytes, MADV_HUGEPAGE);
	return memset(p, 0, bytes);
}

void bulk_free(void *p)
{
	free(p);
}
