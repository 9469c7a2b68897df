package example;

import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import io.callingcard.wa.WaComponent;

/** Welcomes each phone number that is posted. */
@SpringBootApplication
@RestController
public class WelcomeApp {

    private final ProducerTemplate camel;

    public WelcomeApp(ProducerTemplate camel) {
        this.camel = camel;
    }

    public static void main(String[] arguments) {
        SpringApplication.run(WelcomeApp.class, arguments);
    }

    /** Configures the component. The name of the bean is the scheme. */
    @Bean
    static WaComponent wa(@Value("${gateway.url}") String url) {
        WaComponent wa = new WaComponent();
        wa.getConfiguration().setBaseUrl(url);
        return wa;
    }

    @PostMapping("/welcome")
    public void welcome(@RequestBody String number) {
        camel.sendBody("direct:welcome", number);
    }
}
