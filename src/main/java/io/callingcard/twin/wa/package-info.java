/** The stand-in of the gateway go-whatsapp-web-multidevice, and of WhatsApp behind it. */
package io.callingcard.twin.wa;
