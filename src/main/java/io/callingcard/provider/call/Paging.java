package io.callingcard.provider.call;

/** How much of a list is returned. */
public enum Paging {
    /** One page, as a list; a header names the next page. */
    PAGE,
    /** All pages, as an iterator that reads the next page when it is needed; split it in streaming mode. */
    ALL
}
