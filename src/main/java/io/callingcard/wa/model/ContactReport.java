package io.callingcard.wa.model;

import java.util.List;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.error.Outcome;

/**
 * What became of one contact card of several.
 *
 * @param index      its place, counted from 0
 * @param outcome    SENT, NOT_SENT or IN_DOUBT; null for one that was not tried, since one before it failed
 * @param earlier    whether it had been sent before, and was left out now
 * @param messageId  the gateway's id, where it was told
 * @param lostFields what the card lost on its way
 */
public record ContactReport(int index, Outcome outcome, boolean earlier, String messageId, List<String> lostFields)
        implements Answer {}
