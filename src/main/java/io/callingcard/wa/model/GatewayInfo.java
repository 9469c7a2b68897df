package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** The gateway, its version and its limits. */
public record GatewayInfo(
        String version,
        String os,
        String basePath,
        Long maxFileSize,
        Long maxVideoSize,
        Long maxImageSize,
        Boolean chatwootEnabled)
        implements Answer {}
