// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.callingcard.simulation.scale.Costs.Cpu;
import io.callingcard.simulation.scale.DaySimulation.Hour;
import io.callingcard.simulation.scale.DaySimulation.Kind;
import io.callingcard.simulation.scale.DaySimulation.Result;
import io.callingcard.simulation.scale.DaySimulation.Setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The simulator keeps all messages, and gives what can be computed by hand. CONTRIBUTING has the command for large days. */
class DaySimulationTest {

    private static final int DAY = Population.DAY;
    private static final Map<Kind, Cpu> EQUAL =
            Map.of(Kind.EVENT, new Cpu(1, 1), Kind.LEAD, new Cpu(1, 1), Kind.SHARE, new Cpu(1, 1));
    private static final long SMALL = 50_000;

    private static Result run(int[] shares, double perSecond) {
        return new DaySimulation(
                        new Population.Arrivals(new int[][] {shares}, new int[1][DAY]),
                        new Setup(perSecond, perSecond, 1, EQUAL, 0))
                .run();
    }

    @Test
    void allAtOnceWaitForTheirTurn() {
        int[] shares = new int[DAY];
        shares[0] = 360_000;
        Hour first = run(shares, 100).hours().get(0);
        // 100 a second: the last one waits 3,599 seconds, and half of them waits half as long.
        assertThat(first.sent()).isEqualTo(360_000);
        assertThat(first.waiting()).isZero();
        assertThat(first.late()).containsExactly(1_799, 3_563, 3_599);
        assertThat(first.nodes()).isEqualTo(1, within(1e-9));
    }

    @Test
    void aQueueGrowsByWhatIsTooMuch() {
        int[] shares = new int[DAY];
        Arrays.fill(shares, 120);
        List<Hour> hours = run(shares, 100).hours();
        assertThat(hours).extracting(Hour::waiting).startsWith(72_000L, 144_000L, 216_000L);
        // The last one of an hour of 100 a second is one of those that became due at 3,599 * 100 / 120.
        assertThat(hours.get(0).late()[2]).isEqualTo(3_599 - 3_599 * 100 / 120);
    }

    @Test
    void nothingWaitsWhileThereIsEnough() {
        int[] shares = new int[DAY];
        Arrays.fill(shares, 50);
        assertThat(run(shares, 100).hours()).allSatisfy(hour -> {
            assertThat(hour.waiting()).isZero();
            assertThat(hour.late()).containsOnly(0);
            assertThat(hour.nodes()).isEqualTo(0.5, within(1e-9));
        });
    }

    /** The database has half of what the nodes have, so it is the limit. */
    @Test
    void theSlowerOfTheTwoDecides() {
        int[] shares = new int[DAY];
        shares[0] = 1_000;
        Result result = new DaySimulation(
                        new Population.Arrivals(new int[][] {shares}, new int[1][DAY]), new Setup(100, 50, 1, EQUAL, 0))
                .run();
        assertThat(result.hours().get(0).late()[2]).isEqualTo(1_000 / 50 - 1);
    }

    @Test
    void noMessageIsLost() {
        for (double perSecond : new double[] {0.5, 3, 100}) {
            Population population = new Population(SMALL, 20);
            Population.Arrivals arrivals = population.arrivals(4);
            assertThat(arrivals.count(arrivals.shares()) + arrivals.count(arrivals.leads()))
                    .isEqualTo(SMALL);
            Result day = new DaySimulation(arrivals, new Setup(4 * perSecond, perSecond, 300, EQUAL, 2)).run();
            for (Kind kind : Kind.values()) {
                assertThat(day.came().get(kind))
                        .isEqualTo(day.done().get(kind) + day.left().get(kind));
            }
            assertThat(day.came().get(Kind.SHARE)).isEqualTo(arrivals.count(arrivals.shares()));
            assertThat(day.came().get(Kind.LEAD)).isEqualTo(arrivals.count(arrivals.leads()));
            assertThat(day.came().get(Kind.EVENT))
                    .isEqualTo(2 * (2 * day.done().get(Kind.LEAD) + day.done().get(Kind.SHARE)));
            assertThat(day.hours().stream().mapToLong(Hour::sent).sum())
                    .isEqualTo(day.done().get(Kind.LEAD) + day.done().get(Kind.SHARE));
        }
    }

    @Test
    void theSameDayGivesTheSameResult() {
        Setup setup = new Setup(30, 10, 300, EQUAL, 2);
        List<String> days = Stream.generate(() -> new DaySimulation(new Population(SMALL, 20).arrivals(4), setup).run())
                .limit(2)
                .map(day -> day.came() + " " + day.done() + " "
                        + day.hours().stream()
                                .map(hour -> hour.sent() + "/" + hour.waiting() + "/" + hour.late()[1])
                                .toList())
                .toList();
        assertThat(days.get(0)).isEqualTo(days.get(1));
    }

    /** In quiet hours nothing becomes due: those shares wait for 9 o'clock of their zone. */
    @Test
    void quietHoursEndInAMorningOfManyShares() {
        int[] shares = new Population(SMALL, 0).arrivals(1).shares()[0];
        // 9:00 at UTC-5, where a fifth of the chats live.
        assertThat(shares[14 * 3_600]).isGreaterThan((int) (SMALL / 50));
        // 3:00 there, and no other zone has its nine o'clock then.
        assertThat(shares[8 * 3_600 + 1]).isLessThan((int) (SMALL / 5_000));
    }

    @Test
    void theModelAndTheSimulatorAgree() throws IOException {
        ScaleModel model = new ScaleModel(Costs.read().one(), ScaleModel.Site.USUAL);
        int[] shares = new int[DAY];
        Arrays.fill(shares, 1_000_000);
        Result day = new DaySimulation(
                        new Population.Arrivals(new int[][] {shares}, new int[1][DAY]), Setup.of(model, 2))
                .run();
        double perSecond = day.hours().get(12).sent() / 3_600.0;
        assertThat(perSecond)
                .isEqualTo(Math.min(model.messagesOfNodes(2), model.messagesOfDatabases(1)), within(perSecond * 0.01));
    }
}
