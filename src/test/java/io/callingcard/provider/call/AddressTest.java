// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.ProviderConfiguration;
import io.callingcard.provider.error.InvalidValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Addresses: the header takes precedence over the option, and two different addresses are refused. */
class AddressTest {

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final ProviderConfiguration configuration = new ProviderConfiguration() {
        @Override
        public void validateInbound() {}

        @Override
        public String getWebhookUrl() {
            return null;
        }

        @Override
        public void validate() {}

        @Override
        public String account() {
            return "test";
        }
    };

    @Test
    void theHeaderTakesPrecedenceOverTheOption() {
        configuration.setTo("+14155550199");
        assertThat(address()).isEqualTo(new Address(null, "+14155550199"));

        header(CardConstants.RECIPIENT, "+1 (415) 555-0100");
        assertThat(address()).isEqualTo(new Address(null, "+14155550100"));

        header(CardConstants.RECIPIENT, "  ");
        assertThat(address()).isEqualTo(new Address(null, "+14155550199"));
    }

    @Test
    void aChatIdIsUsedUnchanged() {
        configuration.setChatId("ch_option");
        assertThat(address()).isEqualTo(new Address("ch_option", null));

        header(CardConstants.CHAT_ID, "iMessage;+;chat42");
        assertThat(address()).isEqualTo(new Address("iMessage;+;chat42", null));
        assertThat(Address.CHAT.required(exchange, configuration)).isEqualTo("iMessage;+;chat42");
    }

    @Test
    void twoDifferentAddressesAreRefusedUnlessTheChatIsPreferred() {
        header(CardConstants.CHAT_ID, "ch_1");
        configuration.setTo("+14155550100");

        assertThatThrownBy(this::address)
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("to: is given together with chatId")
                .hasMessageNotContaining("415555");

        configuration.setPreferChatId(true);
        assertThat(address()).isEqualTo(new Address("ch_1", null));
    }

    @Test
    void theChatThatAnAnswerNamedForTheSameNumberIsTheSameAddress() {
        configuration.setTo("+1 415 555 0100");
        header(CardConstants.CHAT_ID, "ch_1");
        exchange.setProperty(CardConstants.CHAT_OF, "+14155550100");
        assertThat(address()).isEqualTo(new Address("ch_1", "+14155550100"));

        configuration.setTo("+1 415 555 0101");
        assertThatThrownBy(this::address).hasMessageContaining("together with chatId");
    }

    @Test
    void aNumberWithoutACountryCodeNeedsARegion() {
        configuration.setTo("(415) 555-0100");
        assertThatThrownBy(this::address)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("to: ")
                .hasMessageNotContaining("555-0100");

        configuration.setDefaultRegion("US");
        assertThat(address().recipient()).isEqualTo("+14155550100");
    }

    @Test
    void aNumberIsUnchangedWithoutValidation() {
        configuration.setTo("+1999");
        configuration.setValidatePhone(false);

        assertThat(address().recipient()).isEqualTo("+1999");
    }

    @Test
    void theErrorForAMissingAddressNamesHeadersAndOptions() {
        assertThatThrownBy(this::address)
                .hasMessageContaining("CamelCardRecipient")
                .hasMessageContaining("CamelCardChatId")
                .hasMessageContaining("option to or chatId");
        assertThatThrownBy(() -> Address.CHAT.required(exchange, configuration))
                .hasMessageContaining("CamelCardChatId")
                .hasMessageContaining("option chatId");
    }

    @Test
    void theResultNamesTheRecipient() {
        OperationResult result = new Address(null, "+14155550100").onto(OperationResult.of(List.of()));
        assertThat(result.headers().get(CardConstants.RECIPIENT)).isEqualTo("+14155550100");

        assertThat(new Address("ch_1", null)
                        .onto(OperationResult.of(null))
                        .headers()
                        .get(CardConstants.RECIPIENT))
                .isNull();
    }

    private void header(String name, Object value) {
        exchange.getMessage().setHeader(name, value);
    }

    private Address address() {
        return Address.of(exchange, configuration);
    }
}
