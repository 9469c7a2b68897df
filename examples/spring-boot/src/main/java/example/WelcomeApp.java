package example;

import org.apache.camel.ProducerTemplate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

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

    @PostMapping("/welcome")
    public void welcome(@RequestBody String number) {
        camel.sendBody("direct:welcome", number);
    }
}
