// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.callingcard.provider.call.Pages;

/** The options of components that have paged lists, files by URL and removable reactions. */
@UriParams
public abstract class PagedConfiguration extends ProviderConfiguration {

    @UriParam(
            label = "producer",
            defaultValue = "PAGE",
            description =
                    "For lists: PAGE returns one page, and a header names the next one. ALL returns an iterator over"
                            + " all pages, to be split in streaming mode.")
    private Pages.Paging paging = Pages.Paging.PAGE;

    @UriParam(
            label = "producer",
            description = "For lists: the number of items in a page. Default: the provider's own page size.")
    private Integer pageSize;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description = "For lists with paging=ALL: the maximum number of items. 0 means no limit.")
    private long maxItems;

    @UriParam(
            label = "producer",
            description =
                    "For media: the https address of the file, instead of a body. The header CamelCardMediaUrl takes"
                            + " precedence.")
    private String mediaUrl;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "For react: whether the reaction is removed instead of added.")
    private boolean removeReaction;

    public Pages.Paging getPaging() {
        return paging;
    }

    public void setPaging(Pages.Paging paging) {
        this.paging = paging;
    }

    public Integer getPageSize() {
        return pageSize;
    }

    public void setPageSize(Integer pageSize) {
        this.pageSize = pageSize;
    }

    public long getMaxItems() {
        return maxItems;
    }

    public void setMaxItems(long maxItems) {
        this.maxItems = maxItems;
    }

    public String getMediaUrl() {
        return mediaUrl;
    }

    public void setMediaUrl(String mediaUrl) {
        this.mediaUrl = mediaUrl;
    }

    public boolean isRemoveReaction() {
        return removeReaction;
    }

    public void setRemoveReaction(boolean removeReaction) {
        this.removeReaction = removeReaction;
    }
}
