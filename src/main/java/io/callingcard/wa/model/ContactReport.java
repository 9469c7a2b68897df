package io.callingcard.wa.model;

import java.util.List;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.error.Outcome;

/**
 * The result of one contact card of several.
 *
 * @param index      its place, counted from 0
 * @param outcome    SENT, NOT_SENT or IN_DOUBT; null if it was not tried because an earlier one failed
 * @param earlier    whether it was sent before and skipped now
 * @param messageId  the gateway's id, or null
 * @param lostFields the fields that were not sent
 */
public record ContactReport(int index, Outcome outcome, boolean earlier, String messageId, List<String> lostFields)
        implements Answer {}
